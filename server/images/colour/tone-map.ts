// Light brighter than white, as Chromium brings it to a screen that shows none: halved up to white, and the rest, up to 1,000 candelas,
// pressed into what is left. (SMPTE ST 2094-50, the reference white tone mapping operator.)

/** Brightest light of a picture that does not say it, in sheets of white paper. */
export const brightest = 1000 / 203;

const middle = { x: 1.65, y: 0.825 };

/** What becomes of the brightest of three colours in BT.2020. */
export function tone(light: number): number {
  if (light <= 1) return light / 2;
  if (light >= brightest) return 1;
  // A quadratic Bézier curve from (1, 0.5) by way of `middle` to (brightest, 1).
  const [a, b, c] = [1 - 2 * middle.x + brightest, 2 * (middle.x - 1), 1 - light];
  const t = (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);
  return (1 - t) ** 2 * 0.5 + 2 * t * (1 - t) * middle.y + t * t;
}
