// Params of a wrong shape: the SDK answers them with -32603, as if it had failed itself, and the issues of its schema over many
// lines. The protocol wants -32602, and whoever made the mistake wants one line.

import type { JSONRPCMessage, McpServer } from '@modelcontextprotocol/server';

interface Issue {
  path: (string | number)[];
  message: string;
}

export function sayInvalidParams({ server }: McpServer): void {
  const connect = server.connect.bind(server);
  server.connect = (transport) => {
    const send = transport.send.bind(transport);
    transport.send = (message, options) => send(corrected(message), options);
    return connect(transport);
  };
}

export function corrected(message: JSONRPCMessage): JSONRPCMessage {
  if (!('error' in message) || message.error.code !== -32603) return message;
  const [issue] = issuesIn(message.error.message);
  if (issue === undefined) return message;
  return { ...message, error: { ...message.error, code: -32602, message: `Invalid params: "${issue.path.join('.').slice(0, 100)}": ${issue.message.slice(0, 300)}` } };
}

function issuesIn(text: string): Issue[] {
  if (!text.startsWith('[')) return [];
  try {
    return (JSON.parse(text) as Issue[]).filter((issue) => Array.isArray(issue?.path) && typeof issue.message === 'string');
  } catch {
    return [];
  }
}
