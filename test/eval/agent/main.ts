// npm run eval -- agent [--data FOLDER] [--limit N] [--json FILE]: an agent without a language model pursues a goal on held-out scenes
// through the server of the Model Context Protocol, with the shipped model behind it. Beside the rate stands what to expect of it:
// the product of the rates of its steps, each taken alone on the same scenes.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '../../../server/errors.ts';
import { openModelHouse } from '../../server/mcp/model-house.ts';
import { readSet } from '../set.ts';
import { agentOf } from './agent.ts';
import { type Outcome, pursue, reached, scenesOf } from './scene-goals.ts';

export async function evaluateAgent(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: { data: { type: 'string', default: join(import.meta.dirname, '..', 'heldout') }, limit: { type: 'string', default: '50' }, json: { type: 'string' } },
  });
  const limit = Number(values.limit);
  if (!(limit >= 1)) throw new InputError({ code: 'limit-invalid', message: `--limit ${values.limit} is not a number of scenes.`, hint: 'Give a number from 1.' });
  const scenes = await scenesOf(await readSet(values.data), limit);
  if (scenes.length === 0) throw new InputError({ code: 'set-without-scenes', message: `${values.data} holds no scene with something removed.`, hint: 'See docs/sets.md: edits of the kind remove with target and region.' });
  const house = await openModelHouse();
  const client = await house.connect('2026-07-28');
  const outcomes: Outcome[] = [];
  try {
    for (const scene of scenes) {
      outcomes.push(await pursue(agentOf(client), house.conversations, scene));
      if (outcomes.length % 10 === 0) process.stderr.write(`${outcomes.length} of ${scenes.length} scenes\n`);
    }
  } finally {
    await client.close();
    await house.close();
  }
  const scores = scoresOf(outcomes);
  for (const [name, score] of Object.entries(scores)) console.log(`${name.padEnd(58)}${score.toFixed(1).padStart(6)} %`);
  console.log(`${scenes.length} scenes, ${scenes[0].id} to ${scenes.at(-1)!.id}, the first that fit`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(scores, null, 2)}\n`);
}

/** In percent. */
export function scoresOf(outcomes: readonly Outcome[]): Record<string, number> {
  const rate = (is: (outcome: Outcome) => boolean) => (100 * outcomes.filter(is).length) / outcomes.length;
  const [find, remove, check] = [rate(({ found }) => found), rate(({ removedAlone }) => removedAlone), rate(({ checkedAlone }) => checkedAlone)];
  return {
    'find the smallest thing of a colour (IoU above 0.5)': find,
    'remove a thing by its true mask': remove,
    'see that it is gone, in the true picture': check,
    'product of the three': (find * remove * check) / 10_000,
    'on the way: found, then removed': rate((outcome) => outcome.found && outcome.removed),
    'on the way: found, removed, then seen to be gone': rate((outcome) => outcome.found && outcome.removed && outcome.checked),
    'the whole goal': rate(reached),
  };
}
