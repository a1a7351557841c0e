// The picture and its masks, fetched through the host.

import { decodeRle } from '../../server/images/rle.ts';
import { band } from '../../server/mcp/ruler.ts';
import { type Colour, css } from '../canvas/palette.ts';
import type { Host, ToolResult } from './host.ts';
import type { Mask } from './session.ts';

/** The small picture of the server, without its ruler. */
export async function loadPicture(host: Host, imageId: string, result: ToolResult | null): Promise<HTMLCanvasElement> {
  const { blob, mimeType } = host.can.resources ? await host.readResource(`focus://images/${imageId}/preview`) : previewIn(result);
  const image = new Image();
  image.src = `data:${mimeType};base64,${blob}`;
  await image.decode();
  const canvas = sized(image.naturalWidth - band, image.naturalHeight - band);
  canvas.getContext('2d')!.drawImage(image, -band, -band);
  return canvas;
}

/** Where the host gives no resources: the picture that came with the result, with the masks it was sent with. */
function previewIn(result: ToolResult | null): { blob?: string; mimeType?: string } {
  const image = result?.content?.find(({ type }) => type === 'image');
  if (image === undefined) throw new Error('This program does not let the picture through.');
  return { blob: image.data, mimeType: image.mimeType };
}

export interface Layer {
  fill: HTMLCanvasElement;
  outline: HTMLCanvasElement;
}

/** A mask in one colour, at the size at which the picture is here. */
export async function loadMask(host: Host, { versionId }: Mask, colour: Colour, { width, height }: HTMLCanvasElement): Promise<Layer> {
  const mask = decodeRle(await runsOf(host, versionId));
  const inside = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(((y + 0.5) / height) * mask.height) * mask.width;
    for (let x = 0; x < width; x += 1) inside[y * width + x] = mask.data[row + Math.floor(((x + 0.5) / width) * mask.width)];
  }
  const fill = sized(width, height);
  const context = fill.getContext('2d')!;
  const pixels = context.createImageData(width, height);
  for (const [at, value] of inside.entries()) if (value === 1) pixels.data.set([...colour, 255], at * 4);
  context.putImageData(pixels, 0, 0);
  return { fill, outline: outlineOf(fill, colour) };
}

/** The fill moved a little all around, in a light and a dark rim, without the fill itself. */
function outlineOf(fill: HTMLCanvasElement, colour: Colour): HTMLCanvasElement {
  const outline = sized(fill.width, fill.height);
  const context = outline.getContext('2d')!;
  for (const [reach, style] of [[4, 'rgb(0 0 0 / 0.55)'], [3, 'rgb(255 255 255 / 0.92)'], [2, css(colour)]] as const) {
    const ring = sized(fill.width, fill.height);
    const drawn = ring.getContext('2d')!;
    for (let turn = 0; turn < 16; turn += 1) drawn.drawImage(fill, Math.cos((turn * Math.PI) / 8) * reach, Math.sin((turn * Math.PI) / 8) * reach);
    drawn.globalCompositeOperation = 'source-in';
    drawn.fillStyle = style;
    drawn.fillRect(0, 0, ring.width, ring.height);
    context.drawImage(ring, 0, 0);
  }
  context.globalCompositeOperation = 'destination-out';
  context.drawImage(fill, 0, 0);
  return outline;
}

async function runsOf(host: Host, versionId: string): Promise<{ size: [number, number]; counts: string }> {
  if (host.can.resources) return JSON.parse((await host.readResource(`focus://masks/${versionId}/rle`)).text ?? '');
  return (await host.callTool('export_mask', { maskId: versionId })).structuredContent as unknown as { size: [number, number]; counts: string };
}

function sized(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  return canvas;
}
