// The half of FOCUS that points and names on photos, opened from a checkpoint of its own (small).

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Picture } from '../../images/picture.ts';
import { readCheckpoint } from '../checkpoint.ts';
import { graphFolder } from '../graph-files.ts';
import { readVocabulary } from '../recognise/vocabulary.ts';
import { readThresholds } from '../recognise/word-thresholds.ts';
import { type Device, openSessions } from '../sessions.ts';
import { type Eyes, openEyes } from './eyes.ts';
import type { Words } from './naming.ts';

export interface Seeing {
  /** Name of the checkpoint. */
  name: string;
  eyes: Eyes;
  words: Words;
  close(): Promise<void>;
}

/** Score from which a word is said of a thing where no photo measured it. */
const fallbackThreshold = 0.3;

/** @throws CheckpointError where a file is missing or damaged. */
export async function openSeeing(folder: string, cache: string, device: Device): Promise<Seeing> {
  const checkpoint = await readCheckpoint(folder);
  // Dense convolutions on 384 pixels gain from a second thread, which the graphs of nano do not.
  const sessions = openSessions({ folder: await graphFolder(checkpoint, cache), device, threads: Math.min(4, availableParallelism()) });
  const [vocabulary, thresholds] = await Promise.all([
    readJson(join(folder, 'words.json')).then((content) => readVocabulary(content)),
    readJson(join(folder, 'word-thresholds.json')).then((content) => readThresholds(content, fallbackThreshold)),
    ...(['look', 'point', 'name'] as const).map((graph) => sessions.open(graph)),
  ]);
  return { name: checkpoint.name, eyes: openEyes(sessions, checkpoint.config), words: { vocabulary, thresholds }, close: () => sessions.close() };
}

/**
 * Chance of a tabletop scene from which on a picture is one. Of 160 held-out scenes none lies below 0.31, of 173 photos none above 0.21; at a half,
 * one scene in twenty counted as a photo.
 */
const tabletopFrom = 0.26;

/** That half, where it sees a picture better than the language half: on everything that is no rendered tabletop scene. */
export async function seeingFor(seeing: Seeing | null, picture: Picture): Promise<Seeing | null> {
  if (seeing === null) return null;
  return (await seeing.eyes.look(picture)).tabletop > tabletopFrom ? null : seeing;
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
