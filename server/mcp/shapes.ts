// From documents of the conversation to what tools give out.

import type { AlternativeDocument, ImageDocument, MaskDocument, MaskShape, SessionDocument } from '../conversation/documents.ts';
import type { MaskOut, PictureOut, TurnOut } from './outputs.ts';
import { uri } from './uris.ts';

export function pictureOut({ id, width, height }: Pick<ImageDocument, 'id' | 'width' | 'height'>): PictureOut {
  return { imageId: id, width, height, uri: uri.image(id) };
}

export interface ShapedMask {
  maskId: string;
  versionId: string;
  name: string;
  score: number;
  shape: MaskShape;
}

export function maskOut({ maskId, versionId, name, score, shape }: ShapedMask, label?: number): MaskOut {
  const { width, height, area } = shape;
  const share = Math.round((area / (width * height)) * 10_000) / 10_000;
  const box = area === 0 ? null : shape.box;
  return { maskId, versionId, name, ...(label === undefined ? {} : { label }), score: rounded(score), area, share, box, uri: uri.mask(versionId) };
}

export function alternativeOut({ choice, name, score, shape: { area, box } }: AlternativeDocument): TurnOut['alternatives'][number] {
  return { choice, name, score: rounded(score), area, box: area === 0 ? null : box };
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000;
}

export function newest({ id, name, versions }: MaskDocument): ShapedMask | null {
  const last = versions.at(-1);
  return last === undefined ? null : { maskId: id, versionId: last.id, name, score: last.score, shape: last.shape };
}

/**
 * Masks of what is in a picture: made on it, or lasting from the pictures it came from. An edit's own mask does not last, nor
 * that of a thing an edit took away. The page follows the same rule (app/canvas/masks-on.ts). Oldest first.
 */
export function masksOn(session: SessionDocument, imageId: string | null): MaskDocument[] {
  const lineage = new Set<string>();
  const ended = new Set<string>();
  for (let id = imageId; id !== null && !lineage.has(id); ) {
    lineage.add(id);
    const image = session.images.find((one) => one.id === id);
    const edit = session.turns.find((turn) => turn.edit?.resultId === id)?.edit;
    for (const maskId of edit?.endedMaskIds ?? []) ended.add(maskId);
    id = image === undefined || image.source === 'draw' || image.moved ? null : image.parentId;
  }
  const edits = new Set(session.turns.flatMap(({ edit, maskVersionIds }) => (edit === null ? [] : maskVersionIds)));
  return session.masks.filter((mask) => {
    if (mask.imageVersionId === imageId) return true;
    return lineage.has(mask.imageVersionId) && !ended.has(mask.id) && !mask.versions.every(({ id }) => edits.has(id));
  });
}

export function previewOut(preview: { width: number; height: number; scale: number } | null): { width: number; height: number; scale: number } | null {
  return preview && { width: preview.width, height: preview.height, scale: preview.scale };
}
