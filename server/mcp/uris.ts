// The addresses of everything that can be read. Ids are the same in page, HTTP API, exports and here.

const scheme = 'focus://';

export const uri = {
  session: (id: string) => `${scheme}sessions/${id}`,
  image: (id: string) => `${scheme}images/${id}`,
  imagePreview: (id: string) => `${scheme}images/${id}/preview`,
  imageRegion: (id: string) => `${scheme}images/${id}/region`,
  mask: (id: string) => `${scheme}masks/${id}`,
  maskCutout: (id: string) => `${scheme}masks/${id}/cutout`,
  maskRle: (id: string) => `${scheme}masks/${id}/rle`,
  modelCard: `${scheme}model-card`,
};

/** Where a mask is read; all of them change with it. */
export function addressesOfMask(id: string): string[] {
  return [uri.mask(id), uri.maskCutout(id), uri.maskRle(id)];
}
