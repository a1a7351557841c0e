// npm run eval -- [agent|intent] [--data FOLDER] [--json FILE] [--markdown FILE] [--limit N] [--sheet FILE.png] [--checkpoint FOLDER]

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { FocusError, InputError } from '../../server/errors.ts';
import { writeConversations } from './conversations/write.ts';
import type { EvaluateOptions } from './evaluate.ts';
import { Gallery } from './gallery.ts';
import type { Scored } from './metrics/calibration.ts';
import { paperTable } from './paper-table.ts';
import { measure, setName, shippedSet } from './measure-all.ts';
import { openProduct } from './product.ts';
import { writeReliability } from './reliability.ts';
import { scoreTable, toJson, toMarkdown, toTerminal } from './report.ts';
import { readSet } from './set.ts';
import { Sheet } from './sheet.ts';

const help = `npm run eval -- [options]
npm run eval -- agent [--data FOLDER] [--limit N] [--json FILE]   an agent's goals on 50 scenes, through the MCP server
npm run eval -- exact [--limit N] [--json FILE]                   operations without the model: recolouring, cutting out, bounds
npm run eval -- refine [--limit N] [--json FILE]                  clicks on a mask, and edits within one
npm run eval -- intent [--limit N] [--json FILE]   what messages are taken for, and what they do to a picture

Measures FOCUS on a set and prints every score beside a trivial predictor's.

  --data FOLDER        a folder with a *.jsonl, a line a picture (docs/sets.md); the shipped held-out set by default
  --json FILE          write the scores as JSON, 0 to 100 (psnr in dB)
  --markdown FILE      write the table as Markdown
  --limit N            only the first N pictures
  --sheet FILE.png     write a contact sheet, with its captions in FILE.png.txt
  --gallery FILE.png   write the 24 worst answers with their words, truth and answer
  --reliability FILE.png  write how sure the model is of its masks against how often they are right
  --format NAME        the folder holds a public set as it is published: refcoco, refcoco+, refcocog, grefcoco,
                       reasonseg, davis, coco-interactive (docs/sets.md)
  --split NAME         of the public set; val by default
  --sentences FILE     sentences that people wrote about scenes (docs/sets.md); test/eval/sentences/sentences.jsonl by
                       default with the shipped set, none with another
  --photos FOLDER      the held-out tenth of photos with masks and names, instead of a set (docs/sets.md)
  --checkpoint FOLDER  another checkpoint than the shipped one
  --conversations FILE.jpg  measure nothing: hold twelve conversations (ten about scenes of the set by lot, one that begins
                       with a drawing, one about a photo) and write them on one sheet
  --seed N             another lot for --conversations; 1 by default
`;

async function main(): Promise<void> {
  if (process.argv[2] === 'exact') return (await import('./exact/main.ts')).evaluateExact(process.argv.slice(3));
  if (process.argv[2] === 'refine') return (await import('./exact/refine.ts')).evaluateRefine(process.argv.slice(3));
  if (process.argv[2] === 'intent') return (await import('./intent/main.ts')).evaluateIntent(process.argv.slice(3));
  if (process.argv[2] === 'agent') return (await import('./agent/main.ts')).evaluateAgent(process.argv.slice(3));
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      json: { type: 'string' },
      markdown: { type: 'string' },
      limit: { type: 'string' },
      sheet: { type: 'string' },
      gallery: { type: 'string' },
      reliability: { type: 'string' },
      sentences: { type: 'string' },
      photos: { type: 'string' },
      format: { type: 'string' },
      split: { type: 'string' },
      checkpoint: { type: 'string' },
      conversations: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const limit = values.limit === undefined ? Infinity : Number(values.limit);
  if (!(limit >= 1)) throw new InputError({ code: 'limit-invalid', message: `--limit ${values.limit} is not a number of pictures.` });
  const sheet = values.sheet === undefined ? null : new Sheet();
  const gallery = new Gallery();
  const scored: Scored[] = [];
  const started = performance.now();
  const subject = await openProduct({ folder: values.checkpoint });
  try {
    if (values.conversations !== undefined) {
      const pictures = await readSet(values.data ?? shippedSet, limit);
      return void process.stdout.write(`${await writeConversations(subject, pictures, values.conversations, values.seed ?? '1')}\n`);
    }
    const options: EvaluateOptions = {
      progress,
      show: (panel) => sheet?.add(panel),
      judged: (one) => gallery.add(one),
      scored: (one) => scored.push(one),
    };
    const rows = await measure(subject, { ...values, limit }, options);
    const table = scoreTable(rows);
    const paper = values.photos === undefined ? [paperTable(rows, setName(values))] : [];
    for (const one of [table, ...paper]) process.stdout.write(`${toTerminal(one)}\n\n`);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(toJson(rows), null, 2)}\n`);
    if (values.markdown !== undefined) await writeFile(values.markdown, [table, ...paper].map(toMarkdown).join('\n'));
    if (values.gallery !== undefined) await gallery.write(values.gallery);
    if (values.reliability !== undefined) await writeReliability(values.reliability, scored);
    if (values.sheet !== undefined) await sheet?.write(values.sheet);
  } finally {
    await subject.close();
  }
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

function progress(done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} pictures${done === of ? '\n' : ''}`);
  else if (done % 50 === 0 || done === of) process.stderr.write(`${done} of ${of} pictures\n`);
}

main().catch((error: unknown) => {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!FocusError.isInstance(error) && !isUsage) throw error;
  process.stderr.write(`${FocusError.isInstance(error) ? error.line : (error as Error).message}\n`);
  process.exitCode = 1;
});
