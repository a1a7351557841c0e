// Every state of the page, one after the other, and each as it looks light and dark, on a phone, a tablet and a desk.

import { beginning } from './states/beginning.ts';
import { conversation } from './states/conversation.ts';
import { elsewhere } from './states/elsewhere.ts';
import { masks } from './states/masks.ts';
import { picture } from './states/picture.ts';
import type { Scene, States } from './states/scene.ts';

export { buildScene } from './states/scene.ts';

export interface Look {
  scheme: 'light' | 'dark';
  width: number;
}

/** Of a window, by its width. */
const heights: Record<number, number> = { 390: 844, 820: 1180, 1440: 900 };
export const allLooks: readonly Look[] = (['light', 'dark'] as const).flatMap((scheme) => Object.keys(heights).map((width) => ({ scheme, width: Number(width) })));
const atDesk: Look = { scheme: 'light', width: 1440 };

async function* statesOf(scene: Scene): States {
  for (const part of [beginning, conversation, masks, picture, elsewhere]) yield* part(scene);
}

/** Brings the page into every state and lets each be seen in all looks. The state stays as it is while the window changes. */
export async function walkStates(scene: Scene, looks: readonly Look[], see: (state: string, look: Look) => Promise<void>): Promise<void> {
  for await (const state of statesOf(scene)) {
    for (const look of looks) {
      await lookLike(scene, look);
      await see(state, look);
    }
    await lookLike(scene, atDesk);
  }
}

async function lookLike({ page }: Scene, { scheme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: heights[width] });
  // Laid out and drawn anew.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
