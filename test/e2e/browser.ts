// Chromium, Debian's where it is there, and pages that fail the test when they report an error.

import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';

const debian = '/usr/bin/chromium';

/** null with the reason where no browser is on this machine. */
export function browserPath(): string | null {
  if (process.env.FOCUS_CHROMIUM) return process.env.FOCUS_CHROMIUM;
  if (existsSync(debian)) return debian;
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** How many times slower the browser is made, to see the tests as a slow machine sees them. */
const slower = Number(process.env.FOCUS_SLOWER_BROWSER ?? 1);
/** How long a test waits for what must come, ms. Nothing is measured by it: a machine that is busy with something else takes its time. */
export const patience = 60_000 * Math.max(1, slower);

export const noBrowser = browserPath() === null ? 'no Chromium: install it (apt-get install chromium, or npx playwright install chromium)' : false;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath() ?? undefined, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A page and what it complained about: exceptions and console errors, requests that failed on purpose aside. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  if (slower > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|ERR_CONNECTION|net::/.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}
