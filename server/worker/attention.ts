// Which pictures a worker is at, said to the process that started it: should it die, that one knows of what.

export interface Attention {
  /** From now until the returned function is called. */
  on(picture: { id: string; width: number; height: number } | null): () => void;
}

/** What a worker says about itself on its way, over IPC. */
export interface WorkerNews {
  type: 'news';
  /** The largest picture that it is at. */
  imageVersionId: string | null;
  /** Whether it takes so much memory that a death without a word is one of memory. */
  strained: boolean;
}

export function openAttention(tell: (news: WorkerNews) => void): Attention & { strain(strained: boolean): void } {
  const at = new Map<symbol, { id: string; pixels: number }>();
  let [said, strained] = [null as string | null, false];
  const say = (): void => {
    const largest = Array.from(at.values()).reduce<{ id: string; pixels: number } | null>((most, one) => (most === null || one.pixels > most.pixels ? one : most), null);
    if (largest?.id === said) return;
    said = largest?.id ?? null;
    tell({ type: 'news', imageVersionId: said, strained });
  };
  return {
    on(picture) {
      if (picture === null) return () => undefined;
      const key = Symbol();
      at.set(key, { id: picture.id, pixels: picture.width * picture.height });
      say();
      return () => {
        at.delete(key);
        say();
      };
    },
    strain(now) {
      if (now === strained) return;
      strained = now;
      tell({ type: 'news', imageVersionId: said, strained });
    },
  };
}
