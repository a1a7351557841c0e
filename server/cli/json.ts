import { maskToJson } from '../images/export.ts';
import type { NamedMask } from './show.ts';

/** Masks for machines: COCO run lengths, area, box, score. */
export function masksToJson(masks: readonly NamedMask[]): object[] {
  return masks.map(({ id, name, mask, score }) => ({ ...(id ? { id } : {}), ...maskToJson(mask, name), score }));
}

export function printJson(output: NodeJS.WritableStream, value: object): void {
  output.write(`${JSON.stringify(value)}\n`);
}
