// A mask that a person gave bounds an edit: what was painted beyond it is taken back.

import { area, type Mask, subtract } from '../images/mask.ts';
import { grow } from '../images/morphology.ts';
import type { Picture } from '../images/picture.ts';
import type { EditResult } from './turn-events.ts';

/** The pixel round a mask in which thing and ground are mixed is half taken along, where it is at most this share of the mask. */
const ringShare = 0.04;

/** The edit within the mask. `region` then is what the mask allowed. */
export function boundedBy(source: Picture, edit: EditResult, mask: Mask): EditResult {
  const wider = grow(mask, 1);
  const ring = subtract(wider, mask);
  const allowed = area(ring) <= ringShare * area(mask) ? wider : mask;
  const { width, height } = source;
  const data = source.data.slice();
  const region = { width, height, data: new Uint8Array(width * height) };
  let changedPixels = 0;
  for (let pixel = 0; pixel < region.data.length; pixel += 1) {
    if (edit.region.data[pixel] === 0 || allowed.data[pixel] === 0) continue;
    region.data[pixel] = 1;
    const weight = mask.data[pixel] === 1 ? 1 : 0.5;
    let differs = false;
    for (let at = pixel * 3; at < pixel * 3 + 3; at += 1) {
      data[at] = Math.round(source.data[at] + weight * (edit.picture.data[at] - source.data[at]));
      if (data[at] !== source.data[at]) differs = true;
    }
    if (differs) changedPixels += 1;
  }
  return { ...edit, picture: { width, height, data }, region, changedPixels, markedPixels: area(mask), outsidePixels: 0 };
}

/** How much changed of what was marked, and beyond it; a pixel round the mask is its soft border. */
export function counted(source: Picture, edit: EditResult, mask: Mask): EditResult {
  const border = grow(mask, 1);
  let outsidePixels = 0;
  for (let pixel = 0, at = 0; pixel < border.data.length; pixel += 1, at += 3) {
    if (border.data[pixel] === 1 || edit.region.data[pixel] === 0) continue;
    const { data } = edit.picture;
    if (data[at] !== source.data[at] || data[at + 1] !== source.data[at + 1] || data[at + 2] !== source.data[at + 2]) outsidePixels += 1;
  }
  return { ...edit, markedPixels: area(mask), outsidePixels };
}
