// A program that shows MCP Apps: the extension's own host (AppBridge) with a real client behind it; only the window is ours,
// a frame in Chromium with the sandbox and the policy that the extension asks for.

import { AppBridge, type McpUiHostCapabilities, type McpUiHostContext } from '@modelcontextprotocol/ext-apps/app-bridge';
import type { Client } from '@modelcontextprotocol/client';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright';
import type { AnyClient, ToolResult } from '../server/mcp/clients.ts';
import { openPage } from './browser.ts';

export interface AppHost {
  page: Page;
  frame: Frame;
  /** What the frame asked for, oldest first. */
  asked: { method: string; params: any }[];
  /** What the model was told last. */
  told: string[];
  complaints: string[];
  bridge: AppBridge;
  close(): Promise<void>;
}

const policy = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' data:; connect-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'self'";

const everything: McpUiHostCapabilities = { serverTools: {}, serverResources: {}, updateModelContext: { text: {} }, logging: {} };

/** Shows the page that belongs to a tool, with the arguments and the result of one call of it. */
export async function showApp(browser: Browser, { raw }: AnyClient, call: { tool: string; given: Record<string, unknown>; result: ToolResult }, settings: { can?: McpUiHostCapabilities; context?: McpUiHostContext; browser?: BrowserContextOptions } = {}): Promise<AppHost> {
  const client = raw as Client;
  const { tools } = await client.listTools();
  const tool = tools.find(({ name }) => name === call.tool)!;
  const { resourceUri } = tool._meta!.ui as { resourceUri: string };
  const { contents: [content] } = await client.readResource({ uri: resourceUri });
  const { page, complaints } = await openPage(browser, settings.browser);
  // Every click is several calls of the server.
  page.setDefaultTimeout(120_000);
  const [asked, told]: [AppHost['asked'], string[]] = [[], []];

  const bridge = new AppBridge(client, { name: 'test host', version: '1' }, settings.can ?? everything, { hostContext: { theme: 'light', toolInfo: { tool }, ...settings.context } });
  bridge.onupdatemodelcontext = async ({ content: blocks }) => {
    for (const block of blocks ?? []) if (block.type === 'text') told.push(block.text);
    return {};
  };
  bridge.onsizechange = ({ height }) => void page.evaluate((high) => (document.querySelector('iframe')!.style.height = `${high}px`), height ?? 0).catch(() => undefined);
  bridge.oninitialized = async () => {
    await bridge.sendToolInput({ arguments: call.given });
    await bridge.sendToolResult(call.result as never);
  };
  let hear: (message: string) => void = () => undefined;
  await page.exposeFunction('fromFrame', (message: string) => hear(message));
  await page.setContent('<!doctype html><html lang="en"><title>Host</title><style>body{margin:0;color-scheme:light dark}iframe{display:block;width:100%;border:0}</style><iframe title="app" sandbox="allow-scripts"></iframe></html>');
  await page.evaluate(() => {
    const [frame, outside] = [document.querySelector('iframe')!, globalThis as unknown as { fromFrame(message: string): void }];
    addEventListener('message', ({ source, data }) => source === frame.contentWindow && outside.fromFrame(JSON.stringify(data)));
  });
  await bridge.connect({
    async start() {
      hear = (text) => {
        const message = JSON.parse(text);
        if (message.method !== undefined) asked.push(message);
        this.onmessage?.(message);
      };
    },
    send: (message) => page.evaluate((text) => document.querySelector('iframe')!.contentWindow!.postMessage(JSON.parse(text), '*'), JSON.stringify(message)),
    async close() { this.onclose?.(); },
  });
  const html = (content as { text: string }).text.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`);
  await page.evaluate((text) => (document.querySelector('iframe')!.srcdoc = text), html);
  await page.frameLocator('iframe').locator('body[aria-busy=false]').waitFor();
  const frame = page.frames().find((one) => one.parentFrame() !== null)!;
  return {
    page, frame, asked, told, complaints, bridge,
    async close() {
      await bridge.teardownResource({});
      await bridge.close();
      await page.context().close();
    },
  };
}
