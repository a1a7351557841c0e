// OKLab, in which equal steps look equal: L lightness from 0 to 1, a and b red-green and yellow-blue, chroma their length.
// Source: B. Ottosson, "A perceptual color space for image processing", 2020.

/** Linear light of the 256 values of sRGB. */
const linear = Float32Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Steps of the table from linear light back to sRGB; its error is under a quarter of a value. */
const steps = 8192;
/** Indexed by the square root of the light, so that the dark has as many steps as the eye sees. */
const encoded = Float32Array.from({ length: steps + 2 }, (_, index) => {
  const light = (index / steps) ** 2;
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);
});

/** Writes L, a, b of a colour (0 to 255 each) into `out`. */
export function toOklab(red: number, green: number, blue: number, out: Float32Array | Float64Array): void {
  const [r, g, b] = [linear[red], linear[green], linear[blue]];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  out[0] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  out[1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  out[2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
}

/** Writes linear red, green, blue, which may lie outside of 0 to 1 where no screen shows the colour. */
function toLinear(L: number, a: number, b: number, out: Float32Array | Float64Array): void {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  out[0] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  out[1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  out[2] = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
}

function isShown(light: Float32Array | Float64Array): boolean {
  return light[0] >= -1e-4 && light[0] <= 1.0001 && light[1] >= -1e-4 && light[1] <= 1.0001 && light[2] >= -1e-4 && light[2] <= 1.0001;
}

const light = new Float64Array(3);

/** Writes red, green, blue from 0 to 255, not rounded; where no screen shows it, chroma gives way and lightness and hue stay. */
export function fromOklab(L: number, a: number, b: number, out: Float32Array | Float64Array): void {
  const bright = L < 0 ? 0 : L > 1 ? 1 : L;
  toLinear(bright, a, b, light);
  if (!isShown(light)) {
    let [low, high] = [0, 1];
    for (let step = 0; step < 8; step += 1) {
      const share = (low + high) / 2;
      toLinear(bright, a * share, b * share, light);
      if (isShown(light)) low = share;
      else high = share;
    }
    toLinear(bright, a * low, b * low, light);
  }
  for (let channel = 0; channel < 3; channel += 1) {
    const value = light[channel];
    const at = Math.sqrt(value < 0 ? 0 : value > 1 ? 1 : value) * steps;
    const first = Math.floor(at);
    out[channel] = encoded[first] + (at - first) * (encoded[first + 1] - encoded[first]);
  }
}

/** The most chroma that a screen shows at each of 256 lightnesses of one hue (its direction a, b of length 1). */
export function mostChroma(a: number, b: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, index) => {
    let [low, high] = [0, 0.4];
    for (let step = 0; step < 14; step += 1) {
      const chroma = (low + high) / 2;
      toLinear(index / 255, a * chroma, b * chroma, light);
      if (isShown(light)) low = chroma;
      else high = chroma;
    }
    return low;
  });
}
