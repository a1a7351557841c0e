// What axe-core finds on a page as it stands, and the score that Lighthouse would make of it. Lighthouse's accessibility is axe-core
// as well, with a choice of its rules; here all rules count, those of best practice too. Like there, a rule that applies holds or does
// not, and weighs by its impact.

import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const weights = { critical: 10, serious: 7, moderate: 3, minor: 1 } as const;

interface Rule {
  id: string;
  impact: keyof typeof weights;
}

interface Found {
  rules: Rule[];
  passes: string[];
  violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

export interface Accessibility {
  /** 0 to 100. */
  score: number;
  /** One line for each rule that is broken, serious and critical ones. */
  barriers: string[];
  /** The others. */
  lesser: string[];
}

export async function accessibility(page: Page | Frame): Promise<Accessibility> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axe });
  const { rules, passes, violations } = await page.evaluate(async (): Promise<Found> => {
    // The impact of a rule that holds is in no result; it stands in the rule itself.
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ passes: { id: string }[]; violations: Found['violations'] }>; _audit: { rules: Rule[] } } };
    const { passes, violations } = await axe.run();
    return { rules: axe._audit.rules.map(({ id, impact }) => ({ id, impact })), passes: passes.map(({ id }) => id), violations };
  });
  const weightOf = new Map(rules.map(({ id, impact }) => [id, weights[impact]]));
  const sum = (ids: readonly string[]) => ids.reduce((total, id) => total + (weightOf.get(id) ?? 0), 0);
  const broken = violations.map(({ id }) => id);
  // A rule may hold in one place and be broken in another: then it is broken.
  const held = sum(passes.filter((id) => !broken.includes(id)));
  const lines = (wanted: boolean) => violations
    .filter(({ impact }) => (impact === 'serious' || impact === 'critical') === wanted)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary.replace(/\s+/g, ' ').slice(0, 200)})`).join('; ')}`);
  return { score: (100 * held) / (held + sum(broken)), barriers: lines(true), lesser: lines(false) };
}
