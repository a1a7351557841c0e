// The chat page by its roles and names, as a person (or a screen reader) finds its parts.

import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright';
import type { SessionDocument } from '../../server/conversation/documents.ts';
import { session } from './api.ts';
import { patience } from './browser.ts';

export class ChatPage {
  private readonly page: Page;
  private readonly address: () => string;
  readonly message: Locator;
  readonly stop: Locator;
  readonly slider: Locator;
  readonly picture: Locator;

  constructor(page: Page, address: () => string) {
    this.page = page;
    this.address = address;
    this.message = page.getByRole('textbox', { name: 'Message' });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.slider = page.getByRole('slider', { name: 'Before and after' });
    this.picture = page.getByRole('img', { name: /^Picture/ });
  }

  async open(): Promise<void> {
    await this.page.goto(this.address());
  }

  async sample(name: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(name) }).click();
    await this.picture.waitFor();
  }

  /** A thing to try: begins with a sample and says it. */
  async begin(suggestion: string): Promise<void> {
    await this.page.getByRole('button', { name: suggestion }).click();
  }

  async waitForMask(name: string): Promise<void> {
    await this.page.getByRole('list', { name: 'Masks' }).getByRole('listitem').filter({ hasText: name }).first().waitFor();
  }

  async choose(path: string): Promise<void> {
    await this.page.locator('input[type=file]').first().setInputFiles(path);
  }

  async upload(path: string): Promise<void> {
    await this.choose(path);
    await this.picture.waitFor();
  }

  async send(text: string): Promise<void> {
    if (text !== '') await this.message.fill(text);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** Sends and gives the answer. */
  async ask(text: string): Promise<string> {
    const before = (await this.messages()).length;
    await this.send(text);
    await this.page.waitForFunction((count) => document.querySelectorAll('[data-role=assistant], [data-role=user]').length > count + 1, before);
    await this.settled();
    return (await this.messages()).at(-1)!;
  }

  /** Nothing runs any more. */
  async settled(timeout = patience): Promise<void> {
    await this.page.locator('[data-status=ready]').first().waitFor({ timeout });
  }

  stored(): Promise<SessionDocument> {
    return session(this.address(), this.sessionId());
  }

  /** Until the history holds it. The page may show it a moment later, or have shown it before. */
  async until(holds: (stored: SessionDocument) => boolean, what: string): Promise<void> {
    for (const end = Date.now() + patience; Date.now() < end; await this.page.waitForTimeout(100)) {
      if (holds(await this.stored())) return;
    }
    assert.fail(`not so: ${what}`);
  }

  messages(): Promise<string[]> {
    return this.page.locator('[data-role=assistant], [data-role=user]').allInnerTexts();
  }

  /** Until a message with these words is seen. */
  async said(words: string): Promise<void> {
    await this.page.locator('[data-role=user]').filter({ hasText: words }).first().waitFor();
  }

  masks(): Promise<string[]> {
    return this.page.getByRole('list', { name: 'Masks' }).getByRole('listitem').evaluateAll((items) => items.map((item) => item.getAttribute('data-name') ?? ''));
  }

  /** Makes the next message be about a mask. */
  async mean(name: string): Promise<void> {
    await this.page.getByRole('list', { name: 'Masks' }).getByRole('button', { name }).last().click();
  }

  async draw(caption: string): Promise<void> {
    await this.page.getByRole('textbox', { name: /Draw/ }).fill(caption);
    await this.page.getByRole('button', { name: 'Draw' }).click();
  }

  /** Clicks at a place given in parts of the picture's width and height. */
  async clickPicture(x: number, y: number): Promise<void> {
    const box = (await this.picture.boundingBox())!;
    await this.page.mouse.click(box.x + x * box.width, box.y + y * box.height);
  }

  /** Drags over the picture through places given in parts of its width and height. */
  async drag(...places: [x: number, y: number][]): Promise<void> {
    const box = (await this.picture.boundingBox())!;
    const [first, ...rest] = places.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
    await this.page.mouse.move(...first);
    await this.page.mouse.down();
    for (const place of rest) await this.page.mouse.move(...place, { steps: 4 });
    await this.page.mouse.up();
  }

  /** The panel beside the picture. */
  async panel(name: 'Conversation' | 'Masks' | 'Versions'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  async tool(name: string): Promise<void> {
    await this.page.getByRole('toolbar', { name: 'Picture tools' }).getByRole('button', { name, exact: true }).click();
  }

  /** What the message that is being written points at. */
  chips(): Locator {
    return this.page.locator('form').getByRole('list', { name: 'Pointed at' }).getByRole('listitem');
  }

  sessionId(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1)!;
  }

  /** Waits for the mask that the direct lane shows for what is pointed at. */
  async preview(): Promise<void> {
    await this.page.locator('[data-preview=shown]').first().waitFor();
  }

  /** What the picture shows, as one value that changes with any pixel. */
  pictureColours(): Promise<string> {
    return this.page.evaluate(() => Array.from(document.querySelectorAll('canvas'), (canvas) => canvas.toDataURL()).join());
  }
}
