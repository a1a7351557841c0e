// A mask as a drawing: one path along the edges of its pixels, holes left out by the even-odd rule.

import type { Mask } from './mask.ts';
import { ringsOf } from './rings.ts';

/** An SVG of the mask's size in pixels, transparent outside. `name` becomes its title. */
export function maskToSvg(mask: Mask, name: string): string {
  const { width, height } = mask;
  const path = ringsOf(mask).map(ringPath).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`
    + `<title>${escaped(name)}</title><path fill-rule="evenodd" d="${path}"/></svg>\n`;
}

/** All edges run along rows and columns, so one coordinate a corner is enough. */
function ringPath(corners: readonly number[]): string {
  let path = `M${corners[0]} ${corners[1]}`;
  for (let index = 2; index < corners.length; index += 2) {
    path += corners[index + 1] === corners[index - 1] ? `H${corners[index]}` : `V${corners[index + 1]}`;
  }
  return `${path}Z`;
}

/** What XML 1.0 cannot hold is left out. */
function escaped(text: string): string {
  const plain = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return plain.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '');
}
