/** Makes each thing once and keeps those used last, at most `most`; who asks while one is being made waits for it. Failures are not kept. */
export function remember<Value>(most: number): (key: string, make: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>();
  return (key, make) => {
    const known = kept.get(key);
    const value = known ?? make();
    kept.delete(key);
    kept.set(key, value);
    if (known === undefined) {
      value.catch(() => kept.get(key) === value && kept.delete(key));
      if (kept.size > most) kept.delete(kept.keys().next().value!);
    }
    return value;
  };
}
