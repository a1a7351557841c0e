// Colours for masks that stay apart for every kind of colour vision (Okabe and Ito, "Color Universal Design", 2008),
// without its black. The outline gets a light and a dark rim, so that it is seen on any picture.

const palette = [
  [86, 180, 233],
  [230, 159, 0],
  [204, 121, 167],
  [0, 158, 115],
  [240, 228, 66],
  [213, 94, 0],
  [0, 114, 178],
] as const;

export type Colour = readonly [red: number, green: number, blue: number];

/** The colour of the n-th mask of a session. */
export const colourOf = (index: number): Colour => palette[((index % palette.length) + palette.length) % palette.length];
export const css = ([red, green, blue]: Colour, opacity = 1): string => `rgb(${red} ${green} ${blue} / ${opacity})`;
