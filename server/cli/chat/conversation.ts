// What a conversation holds: versions of the picture, masks with ids, the turns. A turn that failed or was stopped
// leaves no trace; a turn that was carried out can be taken back.

import type { Focus } from '../../focus/focus.ts';
import type { SessionStep } from '../../focus/intent/kinds.ts';
import type { PastTurn } from '../../focus/prompt.ts';
import type { TurnEvent, TurnResult } from '../../focus/turn-events.ts';
import type { TurnInput } from '../../focus/turn-input.ts';
import type { Picture } from '../../images/picture.ts';
import type { NamedMask } from '../show.ts';

/** What is said in one turn; the conversation adds what was before. */
export type Said = Omit<TurnInput, 'sessionMasks' | 'history'>;

export interface SessionMask extends NamedMask {
  id: string;
}

interface State {
  picture: Picture;
  masks: readonly SessionMask[];
  turns: readonly PastTurn[];
}

export class Conversation {
  private readonly focus: Focus;
  private readonly states: State[];
  private masksMade = 0;

  constructor(focus: Focus, picture: Picture) {
    this.focus = focus;
    this.states = [{ picture, masks: [], turns: [] }];
  }

  /** The newest version of the picture. */
  get picture(): Picture {
    return this.now.picture;
  }

  get masks(): readonly SessionMask[] {
    return this.now.masks;
  }

  /** Says something about the newest version of the picture. `made` are the masks that came of it, with their ids. */
  async *say(said: Said): AsyncGenerator<TurnEvent, TurnResult & { made: SessionMask[] }> {
    const { picture, masks, turns } = this.now;
    const view = await this.focus.look(picture);
    const result = yield* this.focus.turn(view, { ...said, sessionMasks: masks, history: turns, canStep: this.steps });
    if (result.step !== undefined) {
      this.take(result.step);
      return { ...result, made: [] };
    }
    // What an edit changed is reported but is no mask of something in the picture any more.
    const made = result.edit === undefined ? result.masks.map((mask) => ({ ...mask, id: this.nextId() })) : [];
    // Small talk is nothing that could be taken back.
    if (result.aside) return { ...result, made };
    this.states.push({
      picture: result.picture ?? picture,
      // A drawing is another picture: masks of the old one mean nothing on it.
      masks: result.action === 'draw' ? [] : [...masks, ...made],
      turns: result.action === 'draw' ? [] : [...turns, { text: said.text, answer: result.answer }],
    });
    return { ...result, made };
  }

  /** What each step would do; what was taken back is not kept here. */
  private get steps(): Record<SessionStep, string | null> {
    const changed = this.picture !== this.states[0].picture;
    const undo = this.states.length === 1 ? null : 'the last turn';
    return { undo, redo: null, original: changed ? 'the original picture' : null, restart: undo };
  }

  private take(step: SessionStep): void {
    if (this.steps[step] === null) return;
    if (step === 'undo') this.states.pop();
    if (step === 'original') this.states.push({ picture: this.states[0].picture, masks: [], turns: [] });
    if (step === 'restart') this.states.push(this.states[0]);
  }

  /** Takes the last turn back; false where there is none. */
  undo(): boolean {
    if (this.states.length === 1) return false;
    this.states.pop();
    return true;
  }

  private get now(): State {
    return this.states[this.states.length - 1];
  }

  private nextId(): string {
    this.masksMade += 1;
    return String(this.masksMade);
  }
}
