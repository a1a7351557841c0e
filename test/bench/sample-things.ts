/** Name of the sample picture on which clicks are timed, and the places of things in it, in parts of its width and height. */
export const sample = 'stars-on-stone';
export const things = [[0.11, 0.74], [0.6, 0.47], [0.5, 0.26], [0.79, 0.72], [0.66, 0.66], [0.85, 0.44]] as const;
