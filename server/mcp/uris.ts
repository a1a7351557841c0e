// The addresses of everything that can be read. Ids are the same in page, HTTP API, exports and here.

export const scheme = 'focus://';

export const uri = {
  session: (id: string) => `${scheme}sessions/${id}`,
  image: (id: string) => `${scheme}images/${id}`,
  imagePreview: (id: string) => `${scheme}images/${id}/preview`,
  mask: (id: string) => `${scheme}masks/${id}`,
  maskRle: (id: string) => `${scheme}masks/${id}/rle`,
  modelCard: `${scheme}model-card`,
};

/** The session that an address names, or null. */
export function sessionOf(address: string): string | null {
  return /^focus:\/\/sessions\/([0-9a-f-]{36})$/.exec(address)?.[1] ?? null;
}
