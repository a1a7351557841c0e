// The store as the holder of one token sees it: rows of others are not there, whoever asks for them and by whatever way, and what is
// begun or uploaded is its own. One rule below every question to the database, so that no reader of rows has to know of owners.

import type { PrismaClient } from './generated/client.ts';
import type { Store } from './store.ts';

type Condition = Record<string, unknown>;

/** Which rows of a table are an owner's. An upload stays so, also when it is part of another's session. Of workers there are no owners. */
function conditions(owner: string): Record<string, Condition> {
  const session = { owner };
  const turn = { session };
  return {
    Session: session, ImageVersion: { OR: [{ owner }, { session }] }, Turn: { session }, Mask: { session }, MaskVersion: { mask: { session } },
    Operation: { session }, Share: { session }, Prompt: { turn }, Edit: { result: { session } }, Event: { turn },
  };
}

/** Where rows have an owner of their own. */
const owned = ['Session', 'ImageVersion'];

/** `notifications` still ring for all: who passes them on looks whether the row is there. Raw SQL has to ask for `owner` itself. */
export function ownedStore(store: Store, owner: string): Store {
  const rules = conditions(owner);
  const narrowed = (model: string, operation: string, given: { where?: { AND?: unknown }; data?: unknown }) => {
    if (!operation.startsWith('create')) return { ...given, where: { ...given.where, AND: [given.where?.AND ?? [], rules[model]].flat() } };
    if (!owned.includes(model)) return given;
    const mine = (row: unknown) => ({ ...(row as object), owner });
    return { ...given, data: Array.isArray(given.data) ? given.data.map(mine) : mine(given.data) };
  };
  const prisma = store.prisma.$extends({
    query: {
      $allModels: {
        $allOperations: ({ model, operation, args, query }) => query(rules[model] === undefined ? args : (narrowed(model, operation, args as never) as typeof args)),
      },
    },
  });
  return { ...store, owner, prisma: prisma as unknown as PrismaClient };
}
