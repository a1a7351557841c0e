// A reporter for node:test that writes one JSON object a test, for run-job.js to count.

import { inspect } from 'node:util';

export default async function* report(events) {
  for await (const { type, data } of events) {
    const entry = entryFor(type, data);
    if (entry !== null) yield `${JSON.stringify(entry)}\n`;
  }
  yield `${JSON.stringify({ kind: 'end' })}\n`;
}

function entryFor(type, data) {
  if (type !== 'test:pass' && type !== 'test:fail') return null;
  const { name, skip, todo, details } = data;
  if (skip !== undefined) return { kind: 'skip', name, detail: skip === true ? 'no reason given' : skip };
  if (todo !== undefined) return { kind: 'skip', name, detail: `to do${todo === true ? '' : `: ${todo}`}` };
  if (type === 'test:pass') return details.type === 'suite' ? null : { kind: 'pass', name };
  const { error } = details;
  // A parent fails because a child did; the child is counted.
  if (error?.failureType === 'subtestsFailed') return null;
  return { kind: 'fail', name, detail: inspect(error?.cause ?? error, { depth: 4, maxStringLength: 2000 }).slice(0, 4000) };
}
