'use client';

import type { ImageDocument } from '../../server/conversation/documents.ts';
import { imageAddress } from '../chat/api.ts';
import { madeBy } from './version-tree.ts';

interface FilmStripProps {
  images: ImageDocument[];
  shownId: string;
  currentId: string | null;
  onShow: (id: string) => void;
  /** Also where there is little room, because there is no list of versions beside it. */
  always?: boolean;
}

/** Every version of the picture, oldest first. There is nothing to choose from while there is one. */
export function FilmStrip({ images, shownId, currentId, onShow, always = false }: FilmStripProps) {
  if (images.length < 2) return null;
  return (
    <ol aria-label="Versions of the picture" className={`flex shrink-0 gap-2 overflow-x-auto px-0.5 py-1 ${always ? '' : 'max-wide:hidden'}`}>
      {images.map((image, index) => {
        const isCurrent = image.id === currentId;
        const name = `Version ${index + 1}, ${madeBy(image)}${isCurrent ? ', current' : ''}`;
        return (
          <li key={image.id} className="shrink-0">
            <button
              type="button"
              aria-label={name}
              title={name}
              aria-pressed={image.id === shownId}
              onClick={() => onShow(image.id)}
              className="relative block size-13 max-wide:size-11 overflow-hidden rounded-md border-2 border-transparent chequered aria-pressed:border-primary"
            >
              <img src={imageAddress(image.id, 96)} alt="" className="size-full object-cover" />
              {isCurrent && <span className="absolute inset-x-0 bottom-0 bg-black/65 text-center text-[10px] leading-4 text-white">current</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
