// Where a picture lies in the room it has, and the way from the screen into the picture.

export interface Fit {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Screen pixels (CSS) for one pixel of the picture. */
  scale: number;
}

export function fitInto(picture: { width: number; height: number }, room: { width: number; height: number }): Fit {
  const scale = Math.max(0, Math.min(room.width / picture.width, room.height / picture.height));
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (room.width - width) / 2, top: (room.height - height) / 2, width, height, scale };
}

/** A place on the screen, counted from the picture's corner, as a place in the picture; inside of it in any case. */
export function placeIn(picture: { width: number; height: number }, fit: Fit, x: number, y: number): { x: number; y: number } {
  const within = (value: number, size: number) => Math.min(Math.max(Math.floor(value / fit.scale), 0), size - 1);
  return { x: within(x, picture.width), y: within(y, picture.height) };
}
