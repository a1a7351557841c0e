// From an interaction to the next paint, as the browser itself times it (Event Timing), over what one does at a session.

import type { Page } from 'playwright';

/** Below this the browser does not say how long it took, ms. */
const shortest = 16;

/** Milliseconds of each interaction; those too short to be timed count as the shortest time that is. */
export async function interactions(page: Page): Promise<number[]> {
  await page.evaluate((durationThreshold) => {
    const times = new Map<number, number>();
    const before = (performance as unknown as { interactionCount: number }).interactionCount;
    const look = (entries: (PerformanceEntry & { interactionId: number })[]) => {
      // A click is three events; the longest counts.
      for (const { interactionId, duration } of entries) if (interactionId > 0) times.set(interactionId, Math.max(duration, times.get(interactionId) ?? 0));
    };
    Object.assign(globalThis, { timed: { times, before } });
    new PerformanceObserver((list) => look(list.getEntries() as (PerformanceEntry & { interactionId: number })[])).observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
  }, shortest);
  for (const step of steps) {
    await step(page);
    await page.waitForTimeout(200);
  }
  const { times, count } = await page.evaluate(() => {
    const { timed } = globalThis as unknown as { timed: { times: Map<number, number>; before: number } };
    return { times: [...timed.times.values()], count: (performance as unknown as { interactionCount: number }).interactionCount - timed.before };
  });
  return [...times, ...Array<number>(Math.max(0, count - times.length)).fill(shortest)];
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);
const click = (role: 'button' | 'tab', name: string | RegExp) => (page: Page) => page.getByRole(role, { name }).first().click();
const chip = (index: number) => (page: Page) => page.getByRole('list', { name: 'Masks' }).getByRole('button').nth(index).click();

const steps: readonly ((page: Page) => Promise<void>)[] = [
  (page) => page.getByRole('application').focus(),
  ...['b', 'v', 'o', 'o', '0', '1', '0', '+', '-', 'ArrowRight', 'ArrowDown', 'Enter', 'x'].map(press),
  chip(0), chip(1), chip(5), press('x'),
  click('tab', 'Masks'), click('button', 'Hide thing 3'), click('button', 'Hide thing 3'), click('button', 'More for thing 2'), press('Escape'),
  click('tab', 'Versions'), click('tab', 'Masks'), chip(2), press('x'), click('tab', 'Conversation'),
  click('button', 'How masks are shown'), press('Escape'), press('?'), press('Escape'),
  (page) => page.getByRole('textbox', { name: 'Message' }).click(),
  ...[...'what is this'].map(press),
];
