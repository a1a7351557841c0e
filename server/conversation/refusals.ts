// What is said when something asked for is not there or not possible now: one line with the reason, one with the cure.

import { InputError } from '../errors.ts';

const notThere = (code: string, message: string, hint: string): InputError => new InputError({ code, message, status: 404, hint });
const notNow = (code: string, message: string, hint: string): InputError => new InputError({ code, message, status: 409, hint });
const notSo = (code: string, message: string, hint: string): InputError => new InputError({ code, message, hint });
/** A name as the caller gave it may be of any length. */
const short = (name: string): string => name.slice(0, 60);

const whereListed = {
  session: 'GET /api/sessions lists the sessions.',
  turn: 'GET /api/sessions/ID shows the turns of a session.',
  image: 'Upload it with POST /api/images, or take an id from GET /api/sessions/ID.',
  mask: 'GET /api/sessions/ID shows the masks of a session.',
};

export const refuse = {
  unknown: (what: keyof typeof whereListed, id: string) => notThere(`${what}-unknown`, `There is no ${what} ${short(id)}.`, whereListed[what]),
  unknownSample: (name: string) => notThere('sample-unknown', `There is no sample picture ${short(name)}.`, 'GET /api/samples lists them.'),
  unknownVersion: (version: string) =>
    notThere('version-unknown', `The mask has no version ${short(version)}.`, 'GET /api/masks/ID/versions lists them; use a number or an id.'),
  turnWithoutEdit: (id: string) => notThere('turn-without-edit', `The turn ${short(id)} changed no picture.`, 'Ask for a turn whose "edit" is not null.'),
  imageWithoutEdit: (id: string) => notThere('image-without-edit', `The picture ${short(id)} was not made by a change.`, 'Ask for a version that came from another one.'),
  shareUnknown: () =>
    notThere('share-unknown', 'This link shows nothing: it was taken back, or is not complete.', 'Ask whoever sent it for a new one.'),

  turnRunning: (turnId: string) =>
    notNow(
      'turn-running',
      'The last message of this session is still being answered.',
      `Wait for its end, or stop it with POST /api/turns/${turnId}/stop.`,
    ),
  turnIdTaken: (id: string) =>
    notNow(
      'turn-id-taken',
      `The id ${id} was already used for another message.`,
      'Make a new uuid for each message; repeat one only to send the same message again.',
    ),
  operationIdTaken: (id: string) =>
    notNow(
      'operation-id-taken',
      `The id ${id} was already used for something else.`,
      'Make a new uuid for each operation; repeat one only to send the same operation again.',
    ),
  maskLocked: (name: string) => notNow('mask-locked', `The mask "${name}" is locked.`, 'Unlock it first, or make the change into a new mask.'),
  maskChanged: (name: string) =>
    notNow(
      'mask-changed',
      `The mask "${name}" was changed by someone else meanwhile.`,
      'Nothing was done. Read the mask again and draw on its newest version.',
    ),
  pictureChanged: () =>
    notNow(
      'picture-changed',
      'The session went on to another picture meanwhile.',
      'Nothing was done. Do it again, or name the version of the picture with "image".',
    ),
  maskDeleted: (name: string) => notNow('mask-deleted', `The mask "${name}" was deleted.`, 'Bring it back with the operation mask-restore.'),
  nothingTo: (direction: 'undo' | 'redo') =>
    notNow(
      `nothing-to-${direction}`,
      `There is nothing to ${direction} in this session.`,
      direction === 'undo' ? 'Masks, edits and branches can be undone; answers in words cannot.' : 'Only what was undone last can be redone.',
    ),

  foreignMask: (versionId: string) =>
    notSo(
      'mask-of-other-picture',
      `The mask version ${versionId} does not belong to the picture of this session.`,
      'Use masks of the current picture or of the pictures it was made from.',
    ),
  noPicture: () =>
    notSo(
      'session-without-picture',
      'The session has no picture yet, so nothing can be marked in it.',
      'Describe a picture to draw, or begin a session with a picture.',
    ),
  maskEmpty: (why: string) => notSo('mask-empty', `The mask would be empty: ${why}.`, 'Nothing was changed. To be rid of a mask, delete it.'),
};
