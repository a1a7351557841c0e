// HEIC, as phones write it. libvips as sharp brings it has no decoder for HEVC; libheif does, compiled to WebAssembly.

export interface HeicPixels {
  width: number;
  height: number;
  /** [height, width, 4], red, green, blue and alpha as the file has them, turned as it says. */
  data: Uint8Array;
  /** Pictures in the file. */
  count: number;
}

interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(target: { data: Uint8ClampedArray; width: number; height: number }, done: (shown: { data: Uint8ClampedArray } | null) => void): void;
  free(): void;
}

interface LibHeif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
}

let loading: Promise<LibHeif> | undefined;

/** The primary picture. Takes the thread for seconds. @throws Error where libheif cannot read it. */
export async function decodeHeic(bytes: Uint8Array): Promise<HeicPixels> {
  const { HeifDecoder } = await (loading ??= load());
  const images = new HeifDecoder().decode(bytes);
  try {
    const image = images.find((one) => one.is_primary()) ?? images[0];
    if (image === undefined) throw new Error('libheif finds no picture in it');
    const [width, height] = [image.get_width(), image.get_height()];
    const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
    const shown = await new Promise<unknown>((resolve) => image.display(target, resolve));
    if (shown === null) throw new Error('libheif cannot decode it');
    return { width, height, data: new Uint8Array(target.data.buffer), count: images.length };
  } finally {
    for (const image of images) image.free();
  }
}

async function load(): Promise<LibHeif> {
  // It comes without types. The bundle holds the code of the decoder, so that no file has to be found.
  const module = (await import('libheif-js/wasm-bundle.js' as string)) as { default: LibHeif };
  return module.default;
}
