// How much of the plane that masks lie on a drawn layer covers, so that moving the view a little asks for no new one.

import type { Size, View } from './view.ts';

/** Screen pixels from the room's corner, under the view that it was made for. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Screen pixels that an outline reaches over the picture's edge. */
const rim = 4;

/** What of a picture is in sight or at most `beyond` screen pixels out of it, on whole device pixels; empty where right <= left. */
export function areaOf({ scale, left, top }: View, picture: Size, room: Size, beyond: number, ratio: number): Area {
  return {
    left: Math.floor(Math.max(left - rim, -beyond) * ratio) / ratio,
    top: Math.floor(Math.max(top - rim, -beyond) * ratio) / ratio,
    right: Math.ceil(Math.min(left + picture.width * scale + rim, room.width + beyond) * ratio) / ratio,
    bottom: Math.ceil(Math.min(top + picture.height * scale + rim, room.height + beyond) * ratio) / ratio,
  };
}

/** Whether `area` under the view `from` holds all of `wanted` under the view `to`. */
export function holds(area: Area, from: View, wanted: Area, to: View): boolean {
  const back = from.scale / to.scale;
  const [across, down] = [(x: number) => (x - to.left) * back + from.left, (y: number) => (y - to.top) * back + from.top];
  // Rounded to device pixels on both sides, and the rim is in pixels of the screen at any scale.
  const slip = 1 + rim * Math.abs(1 - back);
  return across(wanted.left) >= area.left - slip && down(wanted.top) >= area.top - slip && across(wanted.right) <= area.right + slip && down(wanted.bottom) <= area.bottom + slip;
}
