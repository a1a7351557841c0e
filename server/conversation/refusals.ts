// What is said when something asked for is not there or not possible now: one line with the reason, one with the cure.

import { InputError } from '../errors.ts';

function unknown(what: 'session' | 'turn' | 'image' | 'mask', id: string): InputError {
  const hints = {
    session: 'GET /api/sessions lists the sessions.',
    turn: 'GET /api/sessions/ID shows the turns of a session.',
    image: 'Upload it with POST /api/images, or take an id from GET /api/sessions/ID.',
    mask: 'GET /api/sessions/ID shows the masks of a session.',
  };
  return new InputError({
    code: `${what}-unknown`,
    message: `There is no ${what} ${id.slice(0, 60)}.`,
    status: 404,
    hint: hints[what],
  });
}

function unknownSample(name: string): InputError {
  return new InputError({
    code: 'sample-unknown',
    message: `There is no sample picture ${name.slice(0, 60)}.`,
    status: 404,
    hint: 'GET /api/samples lists them.',
  });
}

function unknownVersion(version: string): InputError {
  return new InputError({
    code: 'version-unknown',
    message: `The mask has no version ${version.slice(0, 60)}.`,
    status: 404,
    hint: 'GET /api/masks/ID/versions lists them; use a number or an id.',
  });
}

function turnRunning(turnId: string): InputError {
  return new InputError({
    code: 'turn-running',
    message: 'The last message of this session is still being answered.',
    status: 409,
    hint: `Wait for its end, or stop it with POST /api/turns/${turnId}/stop.`,
  });
}

function turnIdTaken(id: string): InputError {
  return new InputError({
    code: 'turn-id-taken',
    message: `The id ${id} was already used for another message.`,
    status: 409,
    hint: 'Make a new uuid for each message; repeat one only to send the same message again.',
  });
}

function foreignMask(versionId: string): InputError {
  return new InputError({
    code: 'mask-of-other-picture',
    message: `The mask version ${versionId} does not belong to the picture of this session.`,
    hint: 'Use masks of the current picture or of the pictures it was made from.',
  });
}

function noPicture(): InputError {
  return new InputError({
    code: 'session-without-picture',
    message: 'The session has no picture yet, so nothing can be marked in it.',
    hint: 'Describe a picture to draw, or begin a session with a picture.',
  });
}

function turnWithoutEdit(id: string): InputError {
  return new InputError({
    code: 'turn-without-edit',
    message: `The turn ${id.slice(0, 60)} changed no picture.`,
    status: 404,
    hint: 'Ask for a turn whose "edit" is not null.',
  });
}

function shareUnknown(): InputError {
  return new InputError({
    code: 'share-unknown',
    message: 'This link shows nothing: it was taken back, or is not complete.',
    status: 404,
    hint: 'Ask whoever sent it for a new one.',
  });
}

function operationIdTaken(id: string): InputError {
  return new InputError({
    code: 'operation-id-taken',
    message: `The id ${id} was already used for something else.`,
    status: 409,
    hint: 'Make a new uuid for each operation; repeat one only to send the same operation again.',
  });
}

function maskLocked(name: string): InputError {
  return new InputError({
    code: 'mask-locked',
    message: `The mask "${name}" is locked.`,
    status: 409,
    hint: 'Unlock it first, or make the change into a new mask.',
  });
}

function maskChanged(name: string): InputError {
  return new InputError({
    code: 'mask-changed',
    message: `The mask "${name}" was changed by someone else meanwhile.`,
    status: 409,
    hint: 'Nothing was done. Read the mask again and draw on its newest version.',
  });
}

function maskDeleted(name: string): InputError {
  return new InputError({
    code: 'mask-deleted',
    message: `The mask "${name}" was deleted.`,
    status: 409,
    hint: 'Bring it back with the operation mask-restore.',
  });
}

function maskEmpty(why: string): InputError {
  return new InputError({
    code: 'mask-empty',
    message: `The mask would be empty: ${why}.`,
    hint: 'Nothing was changed. To be rid of a mask, delete it.',
  });
}

function nothingTo(direction: 'undo' | 'redo'): InputError {
  return new InputError({
    code: `nothing-to-${direction}`,
    message: `There is nothing to ${direction} in this session.`,
    status: 409,
    hint: direction === 'undo' ? 'Masks, edits and branches can be undone; answers in words cannot.' : 'Only what was undone last can be redone.',
  });
}

export const refuse = {
  unknown, unknownSample, unknownVersion, turnWithoutEdit, shareUnknown, turnRunning, turnIdTaken, foreignMask, noPicture, operationIdTaken, maskLocked, maskChanged, maskDeleted, maskEmpty, nothingTo,
};
