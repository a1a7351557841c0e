// The mask editor's page on a server of the SDK.

import type { McpServer } from '@modelcontextprotocol/server';
import type { House } from './house.ts';
import { maskEditor, maskEditorPage } from './mask-editor.ts';

export function addMaskEditor(server: McpServer, { root }: House): void {
  const { uri, mimeType, _meta } = maskEditor;
  server.registerResource(maskEditor.name, uri, { ...maskEditor, cacheHint: { ttlMs: 3_600_000, cacheScope: 'public' } }, async () => ({
    contents: [{ uri, mimeType, _meta, text: await maskEditorPage(root) }],
  }));
}
