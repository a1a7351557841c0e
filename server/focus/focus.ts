// FOCUS at run time: open a checkpoint, look at pictures, talk about them.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { levelSide } from '../../models/focus/config.ts';
import { InputError } from '../errors.ts';
import { loadGrabCut } from '../images/grab-cut.ts';
import { onWhite, type Picture } from '../images/picture.ts';
import { apart } from '../images/threads/apart.ts';
import { readCheckpoint, shippedCheckpoint, withoutLanguage } from './checkpoint.ts';
import { segmentClasses } from './classes.ts';
import { chooseDevice } from './device.ts';
import { type DrawOptions, drawPicture } from './draw.ts';
import type { Engine } from './engine.ts';
import { openSeeing } from './eyes/seeing.ts';
import { graphFolder } from './graph-files.ts';
import { openClassifier } from './intent/classifier.ts';
import { passGate } from './intent/gate.ts';
import type { Intent } from './intent/intent.ts';
import type { Aside } from './intent/replies.ts';
import { keptOutputs, openLanguageModel, readingGraph } from './language.ts';
import { picturePrefix } from './prompt.ts';
import { randomSeed } from './random.ts';
import { openSegmenter } from './segment.ts';
import { type Device, type DeviceReport, openSessions, probeDevice } from './sessions.ts';
import { vocabularyOf } from './special-tokens.ts';
import { openTokenizer } from './tokenizer.ts';
import { runTurn } from './turn.ts';
import type { EditResult, NamedMask, TurnEvent, TurnResult } from './turn-events.ts';
import { checkText, type TurnInput } from './turn-input.ts';
import { openViewer, type View, type Viewer } from './view.ts';

export interface FocusOptions {
  /** Checkpoint folder; the shipped nano where left out. */
  folder?: string;
  /** Folder of the checkpoint that points and names on photos; the shipped small where left out, null for none. */
  eyes?: string | null;
  device?: 'auto' | Device;
  /** Where built graphs are kept, a folder a checkpoint. */
  cache?: string;
  /** Pictures (and parts of them) whose features are kept. */
  views?: number;
}

export interface Focus {
  /** Name of the checkpoint that reads and paints. */
  name: string;
  /** Name of the checkpoint that points and names on photos; null where only the other one is open. */
  marks: string | null;
  device: Device;
  /** Encodes a picture once; later calls with the same bytes give the same view. */
  look(picture: Picture): Promise<View>;
  turn(view: View, input: TurnInput): AsyncGenerator<TurnEvent, TurnResult>;
  /** All things of each class, a mask a thing; a class that is not in the picture has none. */
  segmentClasses(view: View, names: readonly string[], options?: { signal?: AbortSignal }): Promise<{ name: string; masks: NamedMask[] }[]>;
  /** What is to be said to words that are no caption: a greeting, a call for help, another language; null for all others. */
  asideFor(text: string): Promise<Aside | null>;
  /** A picture from a caption. */
  draw(caption: string, options?: Partial<DrawOptions>): AsyncGenerator<TurnEvent, EditResult>;
  /** Which provider really runs the graphs, timed. */
  probe(): Promise<DeviceReport>;
  statistics(): { views: { held: number; hits: number; misses: number } };
  close(): Promise<void>;
}

/** The sentence encoder's graph is kept here whatever the checkpoint. */
const builtGraphs = fileURLToPath(new URL('../../.focus/models', import.meta.url));

/**
 * Opens a checkpoint.
 * @throws CheckpointError where a file of it is missing or damaged, FocusError `device-missing`.
 */
export async function openFocus(options: FocusOptions = {}): Promise<Focus> {
  const checkpoint = await readCheckpoint(options.folder);
  const { config, tokenizer: vocabularyFile } = checkpoint;
  if (vocabularyFile === undefined) throw withoutLanguage(checkpoint.folder);
  const folder = await graphFolder(checkpoint, options.cache ?? builtGraphs);
  const device = await chooseDevice(options.device ?? 'auto', folder, config.image.high);
  const sessions = openSessions({ folder, device, onDevice: { read_on_device: keptOutputs(config) } });
  const tokenizer = openTokenizer(vocabularyFile);
  const vocabulary = vocabularyOf(config, tokenizer.size);
  const model = openLanguageModel(sessions, config);
  const viewer = openViewer({ sessions, model, prefix: picturePrefix(config, vocabulary), side: config.image.high, limit: options.views });
  // What every turn needs; the generating graphs wait for the first edit.
  const [grabCut, classifier] = await Promise.all([loadGrabCut(), openClassifier(builtGraphs), ...(['see', 'region', readingGraph(device), 'segment'] as const).map((graph) => sessions.open(graph))]);
  const seeing = options.eyes === null ? null : await openSeeing(options.eyes ?? shippedCheckpoint('small'), options.cache ?? builtGraphs, device);
  const engine: Engine = {
    seeing,
    config, vocabulary, tokenizer, sessions, model, viewer, grabCut, classifier,
    segment: openSegmenter(sessions, config, checkpoint.calibration),
    grid: levelSide(config, 1),
  };

  return {
    name: checkpoint.name,
    marks: seeing?.name ?? null,
    device,
    look: (picture) => lookOnWhite(viewer, picture),
    turn: (view, input) => runTurn(engine, view, input),
    segmentClasses: (view, names, { signal } = {}) => segmentClasses(engine, view, names, signal),
    asideFor: async (text) => {
      const { intent, aside } = await passGate(classifier, { text });
      return intent !== null && noCaption.includes(intent.kind) ? aside : null;
    },
    draw: (caption, { seed = randomSeed(), ...options } = {}) => {
      checkText(caption, (text) => tokenizer.encode(text).length);
      if (caption.trim() === '') throw new InputError({ code: 'message-empty', message: 'The caption is empty.', hint: 'Say what to draw.' });
      return drawPicture(engine, asRequest(caption), { seed, ...options });
    },
    probe: () => probeDevice(folder, device, config.image.high, join(folder, `profile-${process.pid}`)),
    statistics: () => ({ views: viewer.statistics() }),
    close: async () => {
      viewer.close();
      await Promise.all([sessions.close(), seeing?.close(), classifier.close()]);
    },
  };
}

/** The pictures on white of those with transparent places, so that each is made and looked at once. */
const whites = new WeakMap<Picture, Promise<Picture>>();

async function lookOnWhite(viewer: Viewer, picture: Picture): Promise<View> {
  if (picture.alpha === undefined) return viewer.look(picture);
  const pixels = picture.width * picture.height;
  const white = whites.get(picture) ?? apart(onWhite, { file: 'server/images/picture.ts', name: 'onWhite', pixels }, picture);
  whites.set(picture, white);
  return { ...await viewer.look(await white), transparent: picture };
}

/** What words may be that are not to be drawn. */
const noCaption: readonly Intent['kind'][] = ['greeting', 'thanks', 'help', 'foreign', 'unreadable', 'session'];

/** A caption alone becomes a request, the form the model was taught. */
function asRequest(caption: string): string {
  return /^\s*(please |can you |i want )?(draw|paint|make|generate|a picture of)\b/i.test(caption) ? caption : `draw ${caption}`;
}
