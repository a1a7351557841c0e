// The running product with its page open in a browser, for the tests of one block.

import { after, before } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { launchBrowser, noBrowser, openPage } from './browser.ts';
import { ChatPage } from './chat-page.ts';
import { killAll, noProcessTable, processesOf } from './processes.ts';
import { type RunningProduct, startProduct, temporaryFolder } from './product.ts';

export interface PageHouse {
  /** The data folder of the product, which may be started anew on it. */
  readonly folder: string;
  product: RunningProduct;
  browser: Browser;
  page: Page;
  chat: ChatPage;
  /** What the page reported. */
  complaints: string[];
}

export const noPage = noBrowser || noProcessTable;

/** Opens before the tests of the block that it is called in and closes after them. */
export function pageHouse({ environment, context }: { environment?: Record<string, string>; context?: BrowserContextOptions } = {}): PageHouse {
  const folder = temporaryFolder();
  const house = { folder: folder.path } as PageHouse;
  before(async () => {
    house.product = await startProduct(folder.path, environment);
    house.browser = await launchBrowser();
    Object.assign(house, await openPage(house.browser, context));
    house.chat = new ChatPage(house.page, () => house.product.address);
  });
  after(async () => {
    await house.browser?.close();
    await house.product?.stop().catch(() => {});
    killAll(processesOf(folder.path));
    folder.remove();
  });
  return house;
}
