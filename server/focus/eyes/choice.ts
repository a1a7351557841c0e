// A click alone may mean a part, a thing or a group; the person says which, counted from the likeliest.

import { InputError } from '../../errors.ts';

/**
 * The meaning that was chosen, of those there are, likeliest first.
 * @throws InputError `choice-unknown` where there are fewer.
 */
export function chosenOf<Meaning>(meanings: readonly Meaning[], choice: number): Meaning {
  if (choice < meanings.length) return meanings[choice];
  const one = meanings.length === 1;
  throw new InputError({
    code: 'choice-unknown',
    message: one ? 'The click means one thing; there is nothing else to choose.' : `The click may mean ${meanings.length} things; there is no choice ${choice}.`,
    hint: one ? 'Leave the choice out, or click elsewhere.' : `Choose from 0 to ${meanings.length - 1}.`,
  });
}
