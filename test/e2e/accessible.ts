// What axe-core finds serious or critical on a page as it stands.

import { createRequire } from 'node:module';
import type { Page } from 'playwright';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Found {
  violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/** One line for each rule that is broken. */
export async function barriers(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  // What fades in is looked at as it will be.
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(options: unknown): Promise<Found> } }).axe.run({ resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary.replace(/\s+/g, ' ').slice(0, 200)})`).join('; ')}`);
}
