// npm run eval -- [--data FOLDER] [--json FILE] [--markdown FILE] [--limit N] [--sheet FILE.png] [--checkpoint FOLDER]

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FocusError, InputError } from '../../server/errors.ts';
import { byLevel, evaluate, type EvaluateOptions } from './evaluate.ts';
import { sentences } from './measures/sentences.ts';
import { openProduct } from './product.ts';
import { toJson, toMarkdown, toTable } from './report.ts';
import { readSentences } from './sentence-set.ts';
import { readSet } from './set.ts';
import { Sheet } from './sheet.ts';

const help = `npm run eval -- [options]

Measures FOCUS on a set and prints every score beside a trivial predictor's.

  --data FOLDER        a folder with a *.jsonl, a line a picture (docs/sets.md); the shipped held-out set by default
  --json FILE          write the scores as JSON, 0 to 100 (psnr in dB)
  --markdown FILE      write the table as Markdown
  --limit N            only the first N pictures
  --sheet FILE.png     write a contact sheet, with its captions in FILE.png.txt
  --sentences FILE     sentences that people wrote about scenes (docs/sets.md); test/eval/sentences/sentences.jsonl by
                       default with the shipped set, none with another
  --checkpoint FOLDER  another checkpoint than the shipped one
`;

const shipped = fileURLToPath(new URL('./heldout', import.meta.url));
const shippedSentences = fileURLToPath(new URL('./sentences/sentences.jsonl', import.meta.url));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      json: { type: 'string' },
      markdown: { type: 'string' },
      limit: { type: 'string' },
      sheet: { type: 'string' },
      sentences: { type: 'string' },
      checkpoint: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const limit = values.limit === undefined ? Infinity : Number(values.limit);
  if (!(limit >= 1)) throw new InputError({ code: 'limit-invalid', message: `--limit ${values.limit} is not a number of pictures.` });
  const pictures = await readSet(values.data ?? shipped, limit);
  const sentenceFile = values.sentences ?? (values.data === undefined ? shippedSentences : undefined);
  const scenes = sentenceFile === undefined ? [] : await readSentences(sentenceFile);
  const sheet = values.sheet === undefined ? null : new Sheet();
  const started = performance.now();
  const subject = await openProduct({ folder: values.checkpoint });
  try {
    const options: EvaluateOptions = { progress, show: (panel) => sheet?.add(panel) };
    const rows = [
      ...(await evaluate(subject, pictures, { ...options, parts: byLevel })),
      ...(await evaluate(subject, scenes, { ...options, measures: [sentences] })),
    ];
    process.stdout.write(`${toTable(rows)}\n`);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(toJson(rows), null, 2)}\n`);
    if (values.markdown !== undefined) await writeFile(values.markdown, toMarkdown(rows));
    if (values.sheet !== undefined) await sheet?.write(values.sheet);
  } finally {
    await subject.close();
  }
  process.stderr.write(`${pictures.length} pictures in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
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
