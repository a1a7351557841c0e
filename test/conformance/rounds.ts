// Fixtures whose results ask back before they are complete (2026-07-28).

import { acceptedContent, CLIENT_CAPABILITIES_META_KEY, createRequestStateCodec, type InputRequest, inputRequired, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';

export const state = createRequestStateCodec<{ round: number }>({ key: 'a key of at least thirty-two bytes for tests' });

const ask = (message: string, field: string, type: 'string' | 'boolean' = 'string'): InputRequest =>
  inputRequired.elicit({ mode: 'form', message, requestedSchema: { type: 'object', properties: { [field]: { type } }, required: [field] } } as never);
const sample = (words: string): InputRequest => inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: words } }], maxTokens: 50 });
const text = (words: string) => ({ content: [{ type: 'text' as const, text: words }] });
const mint = async (round: number, context: ServerContext) => state.mint({ round }, context);
const has = ({ mcpReq }: ServerContext, key: string): boolean => typeof mcpReq.inputResponses?.[key] === 'object' && mcpReq.inputResponses[key] !== null;
const declared = ({ mcpReq }: ServerContext): Record<string, unknown> => (mcpReq.envelope as Record<string, Record<string, unknown>> | undefined)?.[CLIENT_CAPABILITIES_META_KEY] ?? {};

export function addRounds(server: McpServer): void {
  const tool = (name: string, run: (context: ServerContext) => unknown) =>
    server.registerTool(name, { description: `Fixture ${name}` }, (async (context: ServerContext) => run(context)) as never);

  tool('test_input_required_result_elicitation', (context) => {
    const name = acceptedContent(context.mcpReq.inputResponses, 'user_name', z.object({ name: z.string() }));
    return name === undefined ? inputRequired({ inputRequests: { user_name: ask('What is your name?', 'name') } }) : text(`Hello, ${name.name}!`);
  });
  tool('test_input_required_result_sampling', (context) =>
    has(context, 'capital_question') ? text(JSON.stringify(context.mcpReq.inputResponses?.capital_question)) : inputRequired({ inputRequests: { capital_question: sample('What is the capital of France?') } }));
  tool('test_input_required_result_list_roots', (context) =>
    has(context, 'client_roots') ? text(JSON.stringify(context.mcpReq.inputResponses?.client_roots)) : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } }));
  tool('test_input_required_result_request_state', async (context) =>
    has(context, 'confirm') && context.mcpReq.requestState<{ round: number }>()?.round === 1
      ? text('state-ok') : inputRequired({ inputRequests: { confirm: ask('Please confirm', 'ok', 'boolean') }, requestState: await mint(1, context) }));
  tool('test_input_required_result_tampered_state', async (context) =>
    context.mcpReq.requestState() !== undefined ? text('state-ok') : inputRequired({ inputRequests: { confirm: ask('Please confirm', 'ok', 'boolean') }, requestState: await mint(1, context) }));
  tool('test_input_required_result_multiple_inputs', async (context) => {
    if (['user_name', 'greeting', 'client_roots'].every((key) => has(context, key))) return text('All three came.');
    const inputRequests = { user_name: ask('What is your name?', 'name'), greeting: sample('Generate a greeting'), client_roots: inputRequired.listRoots() };
    return inputRequired({ inputRequests, requestState: await mint(1, context) });
  });
  tool('test_input_required_result_multi_round', async (context) => {
    const round = context.mcpReq.requestState<{ round: number }>()?.round ?? 0;
    if (round === 2 && has(context, 'step2')) return text('Both steps are done.');
    if (round === 1 && has(context, 'step1')) return inputRequired({ inputRequests: { step2: ask('Step 2: What is your favorite color?', 'color') }, requestState: await mint(2, context) });
    return inputRequired({ inputRequests: { step1: ask('Step 1: What is your name?', 'name') }, requestState: await mint(1, context) });
  });
  tool('test_input_required_result_capabilities', (context) => {
    const can = declared(context);
    const inputRequests = { ...(can.elicitation ? { user_name: ask('What is your name?', 'name') } : {}), ...(can.sampling ? { greeting: sample('Generate a greeting') } : {}) };
    return Object.keys(context.mcpReq.inputResponses ?? {}).length > 0 ? text('Thanks.') : inputRequired({ inputRequests });
  });
  // Here the capability is asked for in any case, and the server of the SDK has to refuse.
  tool('test_missing_capability', () => inputRequired({ inputRequests: { greeting: sample('Generate a greeting') } }));
  tool('test_streaming_elicitation', async (context) => {
    if (has(context, 'user_name')) return text('Thanks.');
    await context.mcpReq.notify({ method: 'notifications/progress', params: { progressToken: context.mcpReq._meta?.progressToken ?? 0, progress: 1 } });
    return inputRequired({ inputRequests: { user_name: ask('What is your name?', 'name') } });
  });
  tool('test_logging_tool', async (context) => {
    await context.mcpReq.log('info', 'A line for the log.');
    return text('Logged.');
  });
  server.registerPrompt('test_input_required_result_prompt', { description: 'Fixture' }, ((context: ServerContext) =>
    has(context, 'user_context')
      ? { messages: [{ role: 'user', content: { type: 'text', text: JSON.stringify(context.mcpReq.inputResponses?.user_context) } }] }
      : inputRequired({ inputRequests: { user_context: ask('What context should the prompt use?', 'context') } })) as never);
}
