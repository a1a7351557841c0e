// Colours for masks that stay apart for every kind of colour vision (Okabe and Ito, "Color Universal Design", 2008), without its
// black, in an order in which each is far from the next. The outline gets a light and a dark rim, so that it is seen on any picture.

const palette = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
  [0, 114, 178],
] as const;

export type Colour = readonly [red: number, green: number, blue: number];

/** Of what is added and what is taken away; they too stay apart for everyone. */
export const [adding, removing]: readonly [Colour, Colour] = [palette[6], palette[5]];

/** The colour of the n-th mask of a session. */
export const colourOf = (index: number): Colour => palette[((index % palette.length) + palette.length) % palette.length];
export const css = ([red, green, blue]: Colour, opacity = 1): string => `rgb(${red} ${green} ${blue} / ${opacity})`;
