// What a message may want, as the head sorts it.

import { type EditKind, editKinds } from '../special-tokens.ts';

export const exactKinds = [
  'cutout', 'background-remove', 'background-blur', 'background-colour', 'background-grey', 'adjust', 'grey', 'blur', 'pixelate', 'fill', 'crop', 'resize',
  'rotate', 'flip', 'straighten',
] as const;
export type ExactKind = (typeof exactKinds)[number];

/** Steps through what was done, which a session has and a single turn has not. */
export const sessionSteps = ['undo', 'redo', 'original', 'restart'] as const;
export type SessionStep = (typeof sessionSteps)[number];

export type Intents =
  | 'greeting' | 'thanks' | 'help' | SessionStep | 'mark' | 'question' | 'about-last' | 'correction' | 'draw' | 'impossible' | 'chat' | 'foreign' | 'unreadable'
  | `edit:${EditKind}` | `exact:${ExactKind}`;

export const isSessionStep = (intent: string): intent is SessionStep => (sessionSteps as readonly string[]).includes(intent);

export const editOf = (intent: Intents): EditKind | null => editKinds.find((kind) => intent === `edit:${kind}`) ?? null;
export const exactOf = (intent: Intents): ExactKind | null => exactKinds.find((kind) => intent === `exact:${kind}`) ?? null;
export const changes = (intent: Intents): boolean => editOf(intent) !== null || exactOf(intent) !== null || intent === 'draw';
