// The masks of a session as the page shows them: newest version of each, with a colour that it keeps.

import type { SessionDocument } from '../../server/conversation/documents.ts';
import type { MaskPart } from '../chat/messages.ts';
import { colourOf, type Colour } from './palette.ts';

export interface ShownMask extends MaskPart {
  imageVersionId: string;
  colour: Colour;
  /** Made by hand, not by a turn. */
  byHand?: boolean;
  hidden?: boolean;
  locked?: boolean;
  /** Width of its soft edge, pixels of the picture. */
  feather?: number;
}

export interface SessionMasks {
  /** Newest version of each mask, oldest first. */
  all: ShownMask[];
  /** By the id of any of their versions. */
  byVersion: Map<string, ShownMask>;
}

/** `live` are masks of the turn that streams now, on the current picture; the history does not have them yet. */
export function sessionMasks(session: SessionDocument, live: readonly MaskPart[]): SessionMasks {
  const newest = new Map<string, ShownMask>();
  const byVersion = new Map<string, ShownMask>();
  for (const mask of session.masks) {
    const colour = colourOf(newest.size);
    for (const version of mask.versions) {
      const shown = { maskId: mask.id, versionId: version.id, name: mask.name, score: version.score, shape: version.shape, imageVersionId: mask.imageVersionId, colour, byHand: version.turnId === null, hidden: mask.hidden, locked: mask.locked, feather: version.feather };
      byVersion.set(version.id, shown);
      newest.set(mask.id, shown);
    }
  }
  for (const part of live) {
    if (byVersion.has(part.versionId)) continue;
    const colour = newest.get(part.maskId)?.colour ?? colourOf(newest.size);
    const shown = { ...part, colour, imageVersionId: session.currentImage?.id ?? '' };
    byVersion.set(part.versionId, shown);
    newest.set(part.maskId, shown);
  }
  return { all: [...newest.values()], byVersion };
}
