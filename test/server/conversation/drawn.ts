// Masks drawn by hand in a session of the sample picture, which has 128 x 128 pixels.

import type { MaskDocument } from '../../../server/conversation/documents.ts';
import type { OperationRequest } from '../../../server/conversation/operation-requests.ts';
import { boxMask } from '../../../server/images/raster.ts';
import { encodeRle } from '../../../server/images/rle.ts';
import type { House } from './house.ts';

/** A rectangle as an operation draws it. */
export function drawing(left: number, top: number, width: number, height: number): { kind: 'mask-draw'; size: [number, number]; counts: string } {
  return { kind: 'mask-draw', ...encodeRle(boxMask(128, 128, { left, top, width, height })) };
}

/** The mask after an operation that made or changed one. */
export async function made({ conversations }: House, sessionId: string, request: OperationRequest): Promise<MaskDocument> {
  const { mask } = await conversations.operate(sessionId, request);
  if (mask === null) throw new Error(`${request.kind} changed no single mask.`);
  return mask;
}
