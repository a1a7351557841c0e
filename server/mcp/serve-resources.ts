// Resources on a server of the SDK.

import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { FocusError } from '../errors.ts';
import { complete } from './complete.ts';
import type { House, Served } from './house.ts';
import { hintFor } from './hints.ts';
import { type Content, isMissing, modelCard, readModelCard, type ResourceKind, resourceKinds } from './resources.ts';
import { uri } from './uris.ts';

const forEver = { ttlMs: 86_400_000, cacheScope: 'private' } as const;

/** Adds all resources to a server; what can be made once for all servers is. */
export function resourcesOf(house: Served): (server: McpServer) => void {
  const { root } = house;
  const kinds = resourceKinds.map((kind) => ({ kind, template: templateOf(kind, house) }));
  return (server) => {
    addModelCard(server, root);
    for (const { kind, template } of kinds) {
      const { name, title, description, mimeType, immutable } = kind;
      server.registerResource(name, template, { title, description, mimeType, ...(immutable ? { cacheHint: forEver } : {}) }, async (address, variables) => {
        const id = variables[kind.variable];
        return { contents: [await read(address.href, () => kind.read(house, String(id)))] as never };
      });
    }
  };
}

function templateOf(kind: ResourceKind, house: Served): ResourceTemplate {
  return new ResourceTemplate(kind.template, {
    list: kind.name === 'session' ? async () => ({ resources: await listed(house) }) : undefined,
    complete: { [kind.variable]: (typed, context) => complete[kind.variable](house.conversations, typed, context?.arguments?.sessionId) },
  });
}

function addModelCard(server: McpServer, root: string): void {
  server.registerResource(modelCard.name, modelCard.uri, { ...modelCard, cacheHint: { ttlMs: 3_600_000, cacheScope: 'public' } }, async () => ({
    contents: [{ uri: modelCard.uri, mimeType: modelCard.mimeType, text: await readModelCard(root) }],
  }));
}

/** The sessions changed last. */
async function listed({ conversations }: House) {
  const { sessions } = await conversations.listSessions({ limit: 50 });
  return sessions.map(({ id, title, updatedAt, turns }) => ({
    uri: uri.session(id),
    name: title || 'session',
    description: `${turns} message${turns === 1 ? '' : 's'}`,
    mimeType: 'application/json',
    annotations: { lastModified: updatedAt },
  }));
}

async function read(address: string, content: () => Promise<Omit<Content, 'uri'>>): Promise<Content> {
  try {
    return { uri: address, ...(await content()) };
  } catch (error) {
    if (isMissing(error)) throw new ResourceNotFoundError(address);
    if (FocusError.isInstance(error)) throw new Error(`${error.message} ${hintFor(error.code, error.hint)}`);
    console.error(`Resource ${address} failed:`, error);
    throw new Error('Something went wrong inside focus. The log of focus shows the reason.');
  }
}
