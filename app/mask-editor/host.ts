// The line to the program that shows this page: JSON-RPC over postMessage, as the MCP Apps extension has it (SEP-1865,
// 2026-01-26). Written here because it is short; the extension's own library comes with 540 kB of schemas.

export interface ToolResult {
  content?: { type: string; text?: string; data?: string; mimeType?: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

export interface HostContext {
  theme?: 'light' | 'dark';
  styles?: { variables?: Record<string, string | undefined> };
  containerDimensions?: { height?: number; maxHeight?: number };
}

/** What the host tells by itself. */
export interface Told {
  'ui/notifications/tool-input': { arguments?: Record<string, unknown> };
  'ui/notifications/tool-result': ToolResult;
  'ui/notifications/tool-cancelled': { reason?: string };
  'ui/notifications/host-context-changed': HostContext;
}

export interface Host {
  context: HostContext;
  /** Which of the server's tools and resources can be reached through the host, and whether the model can be told things. */
  can: { tools: boolean; resources: boolean; tellModel: boolean };
  callTool(name: string, given: Record<string, unknown>): Promise<ToolResult>;
  readResource(uri: string): Promise<{ text?: string; blob?: string; mimeType?: string }>;
  /** For the model's next turn; what was told before is forgotten. */
  tellModel(text: string): Promise<void>;
  /** In CSS pixels. */
  tellSize(width: number, height: number): void;
}

interface Message {
  jsonrpc: '2.0';
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { code: number; message: string };
}

type Listener = { [Method in keyof Told]: (params: Told[Method]) => void };

/** Shakes hands. `listener` hears what the host tells from then on. */
export async function meetHost(listener: Listener): Promise<Host> {
  const waiting = new Map<Message['id'], { resolve(result: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  const post = (message: Omit<Message, 'jsonrpc'>): void => parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  const request = <Result>(method: string, params: object): Promise<Result> => new Promise<unknown>((resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject });
    post({ id: lastId, method, params });
  }) as Promise<Result>;

  addEventListener('message', ({ source, data }: MessageEvent<Message>) => {
    if (source !== parent || data?.jsonrpc !== '2.0') return;
    const { id, method, params, result, error } = data;
    if (method === undefined) {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(error.message));
    } else if (id === undefined) {
      listener[method as keyof Told]?.(params as never);
    } else if (method === 'ping' || method === 'ui/resource-teardown') {
      // Nothing is lost: everything is kept by the server.
      post({ id, result: {} });
    } else post({ id, error: { code: -32601, message: `There is no ${method} here.` } });
  });

  const { hostContext = {}, hostCapabilities = {} } = await request<{ hostContext?: HostContext; hostCapabilities?: Record<string, object> }>('ui/initialize', {
    appInfo: { name: 'focus-mask-editor', title: 'Mask editor', version: '1' },
    appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
    protocolVersion: '2026-01-26',
  });
  post({ method: 'ui/notifications/initialized', params: {} });
  const { serverTools, serverResources, updateModelContext } = hostCapabilities;
  return {
    context: hostContext,
    can: { tools: serverTools !== undefined, resources: serverResources !== undefined, tellModel: updateModelContext !== undefined },
    callTool: (name, given) => request('tools/call', { name, arguments: given }),
    async readResource(uri) {
      const { contents: [content] } = await request<{ contents: { text?: string; blob?: string; mimeType?: string }[] }>('resources/read', { uri });
      return content;
    },
    async tellModel(text) {
      await request('ui/update-model-context', { content: [{ type: 'text', text }] });
    },
    tellSize: (width, height) => post({ method: 'ui/notifications/size-changed', params: { width, height } }),
  };
}
