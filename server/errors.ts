// Every error a person or an agent may see. `code` is stable and for machines, `status` is the HTTP
// status the error becomes at a web edge, `hint` says what to do about it.

const marker = Symbol.for('focus.error');

export interface FocusErrorOptions {
  /** Stable name for machines, kebab-case: "picture-truncated". */
  code: string;
  /** One line that says what is wrong, with the numbers that matter. */
  message: string;
  /** HTTP status; 400 when left out. */
  status?: number;
  /** One line that says what to do about it. */
  hint?: string;
  cause?: unknown;
}

/** Base of all errors of focus. Check with `FocusError.isInstance`, which also works across copies of this file. */
export class FocusError extends Error {
  readonly code: string;
  readonly status: number;
  readonly hint: string;
  readonly [marker]: true = true;

  constructor({ code, message, status = 400, hint = '', cause }: FocusErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.status = status;
    this.hint = hint;
  }

  /** The error as one line for a terminal: message, then the hint. */
  get line(): string {
    const text = this.hint === '' ? this.message : `${this.message} ${this.hint}`;
    return text.replace(/\s+/g, ' ').trim();
  }

  toJSON(): { code: string; message: string; status: number; hint: string } {
    return { code: this.code, message: this.message, status: this.status, hint: this.hint };
  }

  static isInstance(error: unknown): error is FocusError {
    return typeof error === 'object' && error !== null && (error as { [marker]?: unknown })[marker] === true;
  }
}

/** A picture that cannot be used: empty, damaged, too large, of a kind that is not read. */
export class PictureError extends FocusError {}

/** A mask that does not fit: wrong size, malformed run lengths, outside the picture. */
export class MaskError extends FocusError {}

/** A request that cannot be followed: an empty message, a point outside the picture, an unknown option. */
export class InputError extends FocusError {}

/** A model file that is missing, damaged or made for other code. The message names the file. */
export class CheckpointError extends FocusError {
  constructor(options: FocusErrorOptions) {
    super({ status: 500, ...options });
  }
}

/** The work was stopped on purpose. */
export class CancelledError extends FocusError {
  constructor(message = 'Stopped.') {
    super({ code: 'cancelled', message, status: 499 });
  }
}
