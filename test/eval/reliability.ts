// The reliability curve: how sure the model says it is of its masks, against how often they are right. On the diagonal
// both are the same. Below, how many masks had that score.

import { writeFile } from 'node:fs/promises';
import { auroc, expectedCalibrationError, reliability, type Scored } from './metrics/calibration.ts';
import { escaped, svgToPng } from './svg.ts';

const plot = { left: 56, top: 40, side: 360 };
const bars = { top: plot.top + plot.side + 28, height: 80 };
const size = { width: plot.left + plot.side + 24, height: bars.top + bars.height + 44 };

/** Writes the curve as PNG. */
export async function writeReliability(file: string, masks: readonly Scored[]): Promise<void> {
  await writeFile(file, await svgToPng(reliabilitySvg(masks)));
}

export function reliabilitySvg(masks: readonly Scored[]): string {
  const bins = reliability(masks);
  const x = (share: number): number => plot.left + share * plot.side;
  const y = (share: number): number => plot.top + (1 - share) * plot.side;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const points = bins.map(({ score, share }) => `${x(score).toFixed(1)},${y(share).toFixed(1)}`);
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const area = auroc(masks);
  const title = `${masks.length} masks, calibration error ${expectedCalibrationError(masks).toFixed(1)}, AUROC ${area === null ? 'none' : area.toFixed(1)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="12" fill="#222">`,
    `<rect width="100%" height="100%" fill="#fff"/><text x="${plot.left}" y="24" font-size="14">${escaped(title)}</text>`,
    `<rect x="${plot.left}" y="${plot.top}" width="${plot.side}" height="${plot.side}" fill="none" stroke="#999"/>`,
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#999" stroke-dasharray="4 4"/>`,
    ...ticks.map((tick) => `<text x="${x(tick)}" y="${plot.top + plot.side + 16}" text-anchor="middle">${tick}</text><text x="${plot.left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`),
    `<polyline points="${points.join(' ')}" fill="none" stroke="#1f6feb" stroke-width="2"/>`,
    ...bins.map(({ score, share }) => `<circle cx="${x(score).toFixed(1)}" cy="${y(share).toFixed(1)}" r="4" fill="#1f6feb"/>`),
    ...bins.map(({ from, to, count }) => {
      const height = (count / most) * bars.height;
      return `<rect class="count" x="${(x(from) + 2).toFixed(1)}" y="${(bars.top + bars.height - height).toFixed(1)}" width="${(x(to) - x(from) - 4).toFixed(1)}" height="${height.toFixed(1)}" fill="#9ec1f7"/><text x="${x((from + to) / 2)}" y="${bars.top + bars.height + 14}" text-anchor="middle" font-size="10">${count}</text>`;
    }),
    `<text x="${plot.left + plot.side / 2}" y="${size.height - 8}" text-anchor="middle">score of the mask; below, masks with it</text>`,
    `<text transform="translate(14 ${plot.top + plot.side / 2}) rotate(-90)" text-anchor="middle">share with IoU above 0.5</text></svg>`,
  ].join('\n');
}
