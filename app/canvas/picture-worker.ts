// Fetches and decodes pictures away from the page's thread, each in halves of halves, so that drawing it small is quick and smooth;
// and finds where two pictures differ.

export type PictureRequest =
  | { kind: 'levels'; key: string; address: string }
  | { kind: 'difference'; key: string; before: string; after: string };

export type PictureAnswer =
  /** Largest first. */
  | { key: string; levels: ImageBitmap[]; transparent: boolean }
  | { key: string; error: string };

interface Scope {
  onmessage: ((message: MessageEvent<PictureRequest>) => void) | null;
  postMessage(answer: PictureAnswer, transfer?: Transferable[]): void;
}

const scope = self as unknown as Scope;
/** Pixels of the shorter side below which a picture is not halved any more. */
const smallest = 256;

scope.onmessage = ({ data }) => {
  const made = data.kind === 'levels' ? bitmapOf(data.address) : differenceOf(data.before, data.after);
  made.then(halves).then(
    (levels) => scope.postMessage({ key: data.key, levels, transparent: isTransparent(levels.at(-1)!) }, levels),
    (error) => scope.postMessage({ key: data.key, error: String(error) }),
  );
};

async function bitmapOf(address: string): Promise<ImageBitmap> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return createImageBitmap(await response.blob());
}

async function halves(picture: ImageBitmap): Promise<ImageBitmap[]> {
  const levels = [picture];
  for (let last = picture; Math.min(last.width, last.height) >= 2 * smallest; ) {
    last = await createImageBitmap(last, { resizeWidth: Math.round(last.width / 2), resizeHeight: Math.round(last.height / 2), resizeQuality: 'medium' });
    levels.push(last);
  }
  return levels;
}

/** Whether anything shows through; looked for in the smallest copy. */
function isTransparent(smallest: ImageBitmap): boolean {
  const pixels = pixelsOf(smallest, smallest.width, smallest.height);
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] < 255) return true;
  return false;
}

/** The later picture, dark and grey, with what changed in orange, the brighter the more it changed. */
async function differenceOf(beforeAddress: string, afterAddress: string): Promise<ImageBitmap> {
  const [before, after] = await Promise.all([bitmapOf(beforeAddress), bitmapOf(afterAddress)]);
  const { width, height } = after;
  const [one, other] = [pixelsOf(before, width, height), pixelsOf(after, width, height)];
  const result = new ImageData(width, height);
  for (let index = 0; index < other.length; index += 4) {
    const change = Math.max(Math.abs(one[index] - other[index]), Math.abs(one[index + 1] - other[index + 1]), Math.abs(one[index + 2] - other[index + 2]));
    const grey = (0.3 * other[index] + 0.59 * other[index + 1] + 0.11 * other[index + 2]) * 0.4;
    const part = change === 0 ? 0 : 0.35 + (0.65 * change) / 255;
    result.data[index] = grey + (255 - grey) * part;
    result.data[index + 1] = grey + (170 - grey) * part;
    result.data[index + 2] = grey * (1 - part);
    result.data[index + 3] = 255;
  }
  return createImageBitmap(result);
}

function pixelsOf(picture: ImageBitmap, width: number, height: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}
