// A picture, or a part of it, as the model has seen it: encoded once, asked many times.

import { Tensor } from 'onnxruntime-node';
import { mirroredPicture } from '../images/mirror.ts';
import type { Box, Picture } from '../images/picture.ts';
import type { Cache } from './cache.ts';
import { type Frame, frameOf, framePictureApart, toPlanes, wholePicture } from './frame.ts';
import { fitTogether } from './kept-pixels.ts';
import { openSums } from './picture-sum.ts';
import { disposeCache, type LanguageModel } from './language.ts';
import type { Sessions, Tensors } from './sessions.ts';

export interface View {
  /** sha256 of the picture, the part, and whether it is mirrored. */
  id: string;
  picture: Picture;
  /** Where that has transparent places: it, whose `picture` lies on white. */
  transparent?: Picture;
  frame: Frame;
  /** What the model sees of it, [side, side]. */
  square: Picture;
  /** Whether that is mirrored, left for right. `frame` knows nothing of it. */
  mirrored: boolean;
  /** mask_features, memory, region_features as `see` gives them. */
  features: Tensors;
  /** The language model's cache after the vision tokens. */
  prefix: Cache;
}

export interface Viewer {
  look(picture: Picture, part?: Box, mirrored?: boolean): Promise<View>;
  /** Views held and how often a look was answered from them. */
  statistics(): { held: number; hits: number; misses: number };
  close(): void;
}

/** Looks at pictures and keeps the newest `limit` views, fewer of large pictures. `prefix` are the ids that stand for the picture. */
export function openViewer(
  { sessions, model, prefix, side, limit = 24 }: { sessions: Sessions; model: LanguageModel; prefix: readonly number[]; side: number; limit?: number },
): Viewer {
  const held = new Map<string, { view: Promise<View>; data: Uint8Array }>();
  const sumOf = openSums();
  let [hits, misses] = [0, 0];

  const see = async (id: string, picture: Picture, box: Box, mirrored: boolean): Promise<View> => {
    const frame = frameOf(box, side);
    const upright = await framePictureApart(picture, frame);
    const square = mirrored ? mirroredPicture(upright) : upright;
    const planes = toPlanes(square);
    const { vision_tokens: tokens, ...features } = await sessions.run('see', { image: new Tensor('float32', planes, [1, 3, side, side]) });
    const { cache } = await model.read(model.empty, prefix, tokens.data as Float32Array);
    return { id, picture, frame, square, mirrored, features, prefix: cache };
  };

  return {
    look: async (picture, part = wholePicture(picture), mirrored = false) => {
      const id = `${await sumOf(picture)}/${part.left},${part.top},${part.width},${part.height}${mirrored ? '/mirrored' : ''}`;
      let view = held.get(id)?.view;
      if (view === undefined) {
        misses += 1;
        view = see(id, picture, part, mirrored);
        view.catch(() => held.delete(id));
      } else {
        hits += 1;
        held.delete(id);
      }
      held.set(id, { view, data: picture.data });
      for (const oldest of held.keys()) {
        if (held.size <= limit && (held.size === 1 || fitTogether(held.values()))) break;
        held.delete(oldest);
      }
      return view;
    },
    statistics: () => ({ held: held.size, hits, misses }),
    close: () => {
      for (const { view } of held.values()) view.then(({ prefix: cache }) => disposeCache(cache), () => undefined);
      held.clear();
    },
  };
}
