import { importedMaskApart } from '../images/stored.ts';
import type { Store } from '../store/store.ts';
import type { OperatedDocument } from './documents.ts';
import { decoding } from './images.ts';
import { pictureFor } from './mask-operations.ts';
import { findVersion } from './mask-rows.ts';
import { operate } from './operate.ts';
import { type ImportRequest, importRequestSchema } from './operation-requests.ts';
import { parseRequest } from './requests.ts';
import { requireSession } from './sessions.ts';

/** A mask from a picture file, as the operation `mask-draw`. @throws PictureError, MaskError `mask-size-differs`, and as `operate`. */
export async function importMask(store: Store, sessionId: string, bytes: Uint8Array, request: ImportRequest): Promise<OperatedDocument> {
  const asked = parseRequest(importRequestSchema, request);
  await requireSession(store, sessionId);
  const { prisma } = store;
  const picture = asked.mask === undefined ? await pictureFor(prisma, sessionId, asked.image) : await findVersion(prisma, sessionId, asked.mask);
  const { size, counts } = await decoding(() => importedMaskApart(bytes, picture));
  return operate(store, sessionId, { ...asked, kind: 'mask-draw', size, counts, tool: 'import' });
}
