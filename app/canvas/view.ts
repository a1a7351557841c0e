// Which part of a picture is looked at, and the way between the screen and the picture. All on the screen is in CSS pixels,
// counted from the corner of the room that the picture has.

export interface Size {
  width: number;
  height: number;
}

export interface Place {
  x: number;
  y: number;
}

export interface View {
  /** Screen pixels for one pixel of the picture. */
  scale: number;
  /** Where the picture's upper left corner lies. */
  left: number;
  top: number;
}

/** How far, in screen pixels, a picture larger than the room may be drawn away from the room's edge. */
const slack = 48;

/** The whole picture in the middle of the room. */
export function fitView(picture: Size, room: Size): View {
  const scale = Math.max(0, Math.min(room.width / picture.width, room.height / picture.height));
  return { scale, left: (room.width - picture.width * scale) / 2, top: (room.height - picture.height * scale) / 2 };
}

/** The smallest and the largest scale one may zoom to. */
export function scaleLimits(picture: Size, room: Size): [least: number, most: number] {
  const { scale } = fitView(picture, room);
  return [Math.min(scale, 1) * 0.5, Math.max(32, scale * 8)];
}

/** The view at another scale, the place under `at` of the screen kept where it is. */
export function zoomedTo(view: View, scale: number, at: Place): View {
  const ratio = scale / view.scale;
  return { scale, left: at.x - (at.x - view.left) * ratio, top: at.y - (at.y - view.top) * ratio };
}

/** A view that one cannot get lost in: a small picture in the middle, a large one never away from the room. */
export function heldIn({ scale, left, top }: View, picture: Size, room: Size): View {
  const [least, most] = scaleLimits(picture, room);
  const held = scale < least || scale > most ? zoomedTo({ scale, left, top }, Math.min(Math.max(scale, least), most), { x: room.width / 2, y: room.height / 2 }) : { scale, left, top };
  const along = (offset: number, length: number, space: number) =>
    length <= space ? (space - length) / 2 : Math.min(Math.max(offset, space - length - slack), slack);
  return {
    scale: held.scale,
    left: along(held.left, picture.width * held.scale, room.width),
    top: along(held.top, picture.height * held.scale, room.height),
  };
}

/** A place on the screen as a place in the picture, fractions and all; it may lie outside. */
export const toPicture = (view: View, { x, y }: Place): Place => ({ x: (x - view.left) / view.scale, y: (y - view.top) / view.scale });

/** The pixel of the picture at a place, the nearest one where the place lies outside. */
export function pixelAt({ width, height }: Size, { x, y }: Place): Place {
  const within = (value: number, size: number) => Math.min(Math.max(Math.floor(value), 0), size - 1);
  return { x: within(x, width), y: within(y, height) };
}

/** On whole device pixels, so that what was drawn before is moved without being blurred. */
export function snapped({ scale, left, top }: View, ratio: number): View {
  return { scale, left: Math.round(left * ratio) / ratio, top: Math.round(top * ratio) / ratio };
}
