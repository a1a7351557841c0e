// Tools, resources and prompts that the official suite calls by name to see the protocol itself work. They exist in tests only.

import { completable, type McpServer, ResourceTemplate, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Extras } from '../../server/mcp/endpoint.ts';
import type { Live } from '../../server/mcp/live.ts';
import { elicitationForms } from './forms.ts';
import { addRounds, state } from './rounds.ts';

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const wav = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=';
const text = (words: string) => ({ content: [{ type: 'text' as const, text: words }] });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const embedded = (uri: string, words: string, mimeType = 'text/plain') => ({ type: 'resource' as const, resource: { uri, mimeType, text: words } });

export const fixtures: Extras = {
  add(server, live) {
    addTools(server);
    addRounds(server);
    addTriggers(server, live);
    addResources(server);
    addPrompts(server);
  },
  watches: (address) => address.startsWith('test://'),
  options: { requestState: { verify: state.verify }, capabilities: { logging: {}, tools: { listChanged: true }, prompts: { listChanged: true } } },
};

function addTriggers(server: McpServer, live: Live): void {
  const trigger = (name: string, kind: 'tools_list_changed' | 'prompts_list_changed') =>
    server.registerTool(name, { description: 'Fixture' }, () => (live.publish({ kind }), text('Changed.')));
  trigger('test_trigger_tool_change', 'tools_list_changed');
  trigger('test_trigger_prompt_change', 'prompts_list_changed');
}

/** What a tool asks of the client goes along with its own answer (`send`): the stream beside it may not be open yet. */
function addTools(server: McpServer): void {
  const simple = (name: string, run: (context: ServerContext) => Promise<unknown> | unknown) =>
    server.registerTool(name, { description: `Fixture ${name}` }, (async (context: ServerContext) => run(context)) as never);
  simple('test_simple_text', () => text('This is a simple text response for testing.'));
  simple('test_image_content', () => ({ content: [{ type: 'image', data: png, mimeType: 'image/png' }] }));
  simple('test_audio_content', () => ({ content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }] }));
  simple('test_embedded_resource', () => ({ content: [embedded('test://embedded-resource', 'This is an embedded resource content.')] }));
  simple('test_multiple_content_types', () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      { type: 'image', data: png, mimeType: 'image/png' },
      embedded('test://mixed-content-resource', '{"test":"data","value":123}', 'application/json'),
    ],
  }));
  simple('test_error_handling', () => { throw new Error('This tool intentionally returns an error for testing'); });
  simple('test_tool_with_logging', async ({ mcpReq }) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await mcpReq.log('info', data);
      await pause(20);
    }
    return text('Tool with logging executed successfully');
  });
  simple('test_tool_with_progress', async ({ mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken ?? 0;
    for (const progress of [0, 50, 100]) {
      await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100, message: `Completed step ${progress} of 100` } });
      await pause(20);
    }
    return text(String(progressToken));
  });
  server.registerTool('test_sampling', { description: 'Fixture', inputSchema: z.object({ prompt: z.string() }) }, async ({ prompt }, { mcpReq }) => {
    const { content } = await mcpReq.send({ method: 'sampling/createMessage', params: { messages: [{ role: 'user', content: { type: 'text', text: prompt } }], maxTokens: 100 } });
    const [first] = [content].flat();
    return text(`LLM response: ${first.type === 'text' ? first.text : ''}`);
  });
  for (const [name, { message, schema, says }] of Object.entries(elicitationForms)) {
    server.registerTool(name, { description: 'Fixture', inputSchema: z.object({ message: z.string().optional() }) }, async (given, { mcpReq }) => {
      const { action, content } = await mcpReq.send({ method: 'elicitation/create', params: { mode: 'form', message: given.message ?? message, requestedSchema: schema } });
      return text(`${says}: action=${action}, content=${JSON.stringify(content ?? {})}`);
    });
  }
}

function addResources(server: McpServer): void {
  server.registerResource('static-text', 'test://static-text', { title: 'Static text', mimeType: 'text/plain' }, () => ({
    contents: [{ uri: 'test://static-text', mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
  }));
  server.registerResource('static-binary', 'test://static-binary', { title: 'Static binary', mimeType: 'image/png' }, () => ({
    contents: [{ uri: 'test://static-binary', mimeType: 'image/png', blob: png }],
  }));
  server.registerResource('watched-resource', 'test://watched-resource', { title: 'Watched', mimeType: 'text/plain' }, () => ({
    contents: [{ uri: 'test://watched-resource', mimeType: 'text/plain', text: 'Watched resource content' }],
  }));
  server.registerResource('template', new ResourceTemplate('test://template/{id}/data', { list: undefined }), { title: 'Template', mimeType: 'application/json' }, (uri, { id }) => ({
    contents: [{ uri: uri.href, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }],
  }));
}

function addPrompts(server: McpServer): void {
  const say = (...content: object[]) => ({ messages: content.map((one) => ({ role: 'user' as const, content: one as never })) });
  server.registerPrompt('test_simple_prompt', { description: 'Fixture' }, () => say({ type: 'text', text: 'This is a simple prompt for testing.' }));
  const two = z.object({ arg1: completable(z.string(), (value) => ['paris', 'park', 'party'].filter((one) => one.startsWith(value))), arg2: z.string() });
  server.registerPrompt('test_prompt_with_arguments', { description: 'Fixture', argsSchema: two }, ({ arg1, arg2 }) => say({ type: 'text', text: `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'` }));
  server.registerPrompt('test_prompt_with_embedded_resource', { description: 'Fixture', argsSchema: z.object({ resourceUri: z.string() }) }, ({ resourceUri }) =>
    say(embedded(resourceUri, 'Embedded resource content for testing.'), { type: 'text', text: 'Please process the embedded resource above.' }));
  server.registerPrompt('test_prompt_with_image', { description: 'Fixture' }, () => say({ type: 'image', data: png, mimeType: 'image/png' }, { type: 'text', text: 'Please analyze the image above.' }));
}
