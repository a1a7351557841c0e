// Next bundles each route apart, so a variable of a file would exist once a route; the global object exists once.

const kept = globalThis as Record<symbol, Promise<unknown> | undefined>;

export interface OneAProcess<Thing> {
  /** Opened at the first request, and again after it failed. */
  get(): Promise<Thing>;
  /** Closes what is open; the next request opens it again. */
  close(): Promise<void>;
}

/** `name` is its own among all that is kept so. */
export function oneAProcess<Thing extends { close(): Promise<void> }>(name: string, open: () => Promise<Thing>): OneAProcess<Thing> {
  const key = Symbol.for(`focus.${name}`);
  return {
    get() {
      kept[key] ??= open().catch((error: unknown) => {
        kept[key] = undefined;
        throw error;
      });
      return kept[key] as Promise<Thing>;
    },
    async close() {
      const opened = kept[key] as Promise<Thing> | undefined;
      kept[key] = undefined;
      await (await opened)?.close();
    },
  };
}
