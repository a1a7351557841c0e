// What is about to be said: words, what was pointed at, and masks that are meant. It outlives a reload of the page.

import type { PromptDocument } from '../../server/conversation/documents.ts';

export interface Draft {
  text: string;
  prompts: PromptDocument[];
  /** Ids of mask versions. */
  masks: string[];
}

export const emptyDraft: Draft = { text: '', prompts: [], masks: [] };
export const isEmpty = ({ text, prompts, masks }: Draft): boolean => text.trim() === '' && prompts.length === 0 && masks.length === 0;
/** The most that one message may point at. */
export const mostPrompts = 16;

/** Which of the things is meant that the first click may mean; 0 is the likeliest. */
export function choiceIn({ prompts: [first] }: Draft): number {
  return first?.kind === 'point' ? first.choice ?? 0 : 0;
}

/** The draft with another choice at its first click; as it is where there can be none. */
export function withChoice(draft: Draft, choice: number): Draft {
  const [first, ...rest] = draft.prompts;
  if (first?.kind !== 'point') return draft;
  const { choice: _, ...bare } = first;
  return withoutLostChoice({ ...draft, prompts: [choice === 0 ? bare : { ...bare, choice }, ...rest] });
}

/** A choice is of a first click with nothing but clicks behind it; with anything else it is lost. */
export function withoutLostChoice(draft: Draft): Draft {
  const { prompts, masks } = draft;
  const [first] = prompts;
  const holds = masks.length === 0 && first?.kind === 'point' && first.positive && prompts.every(({ kind }) => kind === 'point');
  const isLost = (prompt: PromptDocument, at: number) => prompt.kind === 'point' && prompt.choice !== undefined && !(holds && at === 0);
  if (!prompts.some(isLost)) return draft;
  const bare = prompts.map((prompt, at): PromptDocument => (prompt.kind === 'point' && isLost(prompt, at) ? { kind: 'point', x: prompt.x, y: prompt.y, positive: prompt.positive } : prompt));
  return { ...draft, prompts: bare };
}

const draftKey = (sessionId: string) => `focus-draft-${sessionId}`;
const sendingKey = (sessionId: string) => `focus-sending-${sessionId}`;
const firstKey = (sessionId: string) => `focus-first-${sessionId}`;

export function readDraft(sessionId: string): Draft {
  try {
    const stored = JSON.parse(sessionStorage.getItem(draftKey(sessionId)) ?? 'null');
    if (typeof stored?.text === 'string' && Array.isArray(stored.prompts) && Array.isArray(stored.masks)) return stored;
  } catch {
    // Not ours, or storage is closed: begin empty.
  }
  return emptyDraft;
}

export function keepDraft(sessionId: string, draft: Draft): void {
  try {
    if (isEmpty(draft)) sessionStorage.removeItem(draftKey(sessionId));
    else sessionStorage.setItem(draftKey(sessionId), JSON.stringify(draft));
  } catch {
    // Full or closed: the draft lives as long as the page.
  }
}

export interface Sending {
  /** That of its turn. */
  id: string;
  draft: Draft;
  /** A turn whose place it takes. */
  replaces?: string;
}

/** The message that is being handed to the server; null when it is not any more. */
export function keepSending(sessionId: string, sending: Sending | null): void {
  try {
    if (sending === null) sessionStorage.removeItem(sendingKey(sessionId));
    else sessionStorage.setItem(sendingKey(sessionId), JSON.stringify(sending));
  } catch {
    // Then a reload loses it where nothing answers.
  }
}

/** What a page that is gone had not handed over to its end. */
export function readSending(sessionId: string): Sending | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(sendingKey(sessionId)) ?? 'null');
    return typeof stored?.id === 'string' && typeof stored.draft?.text === 'string' ? stored : null;
  } catch {
    return null;
  }
}

/** The first message of a session that is about to be opened; it is sent there. */
export function keepFirstMessage(sessionId: string, text: string): void {
  try {
    sessionStorage.setItem(firstKey(sessionId), text);
  } catch {
    // Then it is not sent by itself.
  }
}

export function takeFirstMessage(sessionId: string): string | null {
  try {
    const text = sessionStorage.getItem(firstKey(sessionId));
    sessionStorage.removeItem(firstKey(sessionId));
    return text;
  } catch {
    return null;
  }
}

/** A draft that came back, before what was written since. */
export function joined(returned: Draft, since: Draft): Draft {
  const text = [returned.text, since.text].filter((each) => each.trim() !== '').join('\n');
  const prompts = [...returned.prompts, ...since.prompts].slice(0, mostPrompts);
  return withoutLostChoice({ text, prompts, masks: [...new Set([...returned.masks, ...since.masks])] });
}
