// Colours by name: the nine that the model paints, and others, which are exact numbers.

/** As the model was taught them (models/training/scenes/world.py), with what it was taught to call them besides. */
export const taughtColours = ['black', 'blue', 'cyan', 'green', 'orange', 'purple', 'red', 'white', 'yellow'] as const;
const alsoCalled: Readonly<Record<string, string>> = { violet: 'purple', turquoise: 'cyan', aqua: 'cyan' };

/** sRGB, as CSS names them where it does. */
const numbers: Readonly<Record<string, string>> = {
  black: '#000000', blue: '#1f4fd8', cyan: '#00bcd4', green: '#2e9e3f', orange: '#ff8c00', purple: '#800080', red: '#d62020', white: '#ffffff', yellow: '#f2cc0c',
  violet: '#8a2be2', turquoise: '#40e0d0', aqua: '#00ffff', pink: '#ff69b4', brown: '#8b4513', magenta: '#ff00ff', fuchsia: '#ff00ff', grey: '#808080', gray: '#808080',
  gold: '#d4af37', golden: '#d4af37', silver: '#c0c0c0', beige: '#f5f5dc', teal: '#008080', navy: '#000080', lime: '#32cd32', olive: '#808000', maroon: '#800000', indigo: '#4b0082',
  lavender: '#b57edc', crimson: '#dc143c', scarlet: '#ff2400', salmon: '#fa8072', coral: '#ff7f50', khaki: '#c3b091', tan: '#d2b48c', cream: '#fffdd0', ivory: '#fffff0', peach: '#ffcba4',
  mint: '#98ff98', emerald: '#50c878', ruby: '#e0115f', burgundy: '#800020', plum: '#8e4585', lilac: '#c8a2c8', mauve: '#e0b0ff', mustard: '#e1ad01', charcoal: '#36454f', bronze: '#cd7f32',
  copper: '#b87333', rose: '#ff007f', azure: '#007fff', amber: '#ffbf00', chocolate: '#5c3317', rust: '#b7410e', sapphire: '#0f52ba', ochre: '#cc7722', blonde: '#e6c27a', ginger: '#b06500',
};

const shades = '(?:dark|light|bright|pale|deep|neon|pastel|hot|sky|royal|baby|navy|forest|lime|blood|off|olive)';
const hex = '#(?:[0-9a-f]{6}|[0-9a-f]{3})\\b';
const rgb = 'rgb\\(\\s*\\d{1,3}\\s*,\\s*\\d{1,3}\\s*,\\s*\\d{1,3}\\s*\\)';
/** A colour as it is written, "dark blue" or "#ff8800"; for building patterns. */
export const colourPattern = `(?:${hex}|${rgb}|(?:${shades}[ -])?(?:${Object.keys(numbers).join('|')}|grayish|greyish)\\b)`;

/** "violet" → "purple"; null for a colour that the model does not paint as such. */
export function taughtColour(words: string): string | null {
  const clean = words.trim().toLowerCase().replace(/^(?:bright|plain|solid|all|completely) /, '');
  const name = alsoCalled[clean] ?? clean;
  return (taughtColours as readonly string[]).includes(name) ? name : null;
}

/** "#rrggbb" of a name, "#f80", "rgb(1, 2, 3)" or "dark blue"; null for what is no colour. */
export function colourNumber(words: string): string | null {
  const clean = words.trim().toLowerCase();
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(clean)?.[1];
  if (digits) return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`;
  const parts = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(clean)?.slice(1).map(Number);
  if (parts) return parts.every((part) => part <= 255) ? asHex(parts) : null;
  const [, shade = '', name = clean] = new RegExp(`^(${shades})?[ -]?(.+)$`).exec(clean) ?? [];
  const known = numbers[name] ?? numbers[clean];
  if (known === undefined) return null;
  const towards = /^(dark|deep|navy|forest|blood|olive|royal)$/.test(shade) ? 0 : /^(light|pale|pastel|baby|sky|off)$/.test(shade) ? 255 : null;
  const channels = [1, 3, 5].map((at) => Number.parseInt(known.slice(at, at + 2), 16));
  return towards === null ? known : asHex(channels.map((channel) => Math.round(channel + (towards - channel) * 0.45)));
}

const asHex = (channels: readonly number[]): string => `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
