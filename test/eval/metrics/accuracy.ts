/** One question with the answer that was given. */
export interface Answered {
  kind: string;
  truth: string;
  /** The answer, or null where the model did something else than answer. */
  given: string | null;
}

export interface Accuracy {
  /** Mean over the kinds, 0 to 100. */
  macro: number;
  /** 0 to 100 by kind. */
  kinds: Record<string, number>;
}

/** Accuracy by kind of question and its mean over kinds. */
export function accuracyByKind(answers: readonly Answered[]): Accuracy {
  return byKind(answers, (group) => group.filter(isRight).length / group.length);
}

/** The accuracy of always giving the most frequent true answer of a kind: the rival that knows the set but no picture. */
export function majorityByKind(answers: readonly Answered[]): Accuracy {
  return byKind(answers, (group) => {
    const counts = new Map<string, number>();
    for (const { truth } of group) counts.set(normalise(truth), (counts.get(normalise(truth)) ?? 0) + 1);
    return Math.max(...counts.values()) / group.length;
  });
}

export function isRight({ truth, given }: Pick<Answered, 'truth' | 'given'>): boolean {
  return given !== null && normalise(given) === normalise(truth);
}

const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Answers are compared in lower case, without article, final stop or number words. */
export function normalise(answer: string): string {
  const words = answer.toLowerCase().replace(/[.!?]+\s*$/, '').trim().split(/\s+/);
  if (words.length > 1 && /^(a|an|the)$/.test(words[0])) words.shift();
  return words.map((word) => (numbers.includes(word) ? String(numbers.indexOf(word)) : word)).join(' ');
}

function byKind(answers: readonly Answered[], share: (group: Answered[]) => number): Accuracy {
  const groups = Object.groupBy(answers, (answer) => answer.kind);
  const kinds: Record<string, number> = {};
  for (const kind of Object.keys(groups).sort()) kinds[kind] = 100 * share(groups[kind] ?? []);
  const values = Object.values(kinds);
  return { macro: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length), kinds };
}
