// What a result points to, for clients that read or show resources.

import type { ImageDocument } from '../conversation/documents.ts';
import type { MaskOut } from './outputs.ts';
import type { Link } from './tool.ts';
import { uri } from './uris.ts';

export function imageLink({ id, name, width, height }: ImageDocument): Link {
  return { uri: uri.image(id), name: name || 'picture', mimeType: 'image/png', description: `The full picture, ${width} x ${height} pixels.` };
}

export function maskLink({ versionId, name }: MaskOut): Link {
  return { uri: uri.mask(versionId), name: name || 'mask', mimeType: 'image/png', description: 'The mask, white inside.' };
}

export function cutoutLink({ versionId, name }: MaskOut): Link {
  return { uri: uri.maskCutout(versionId), name: `${name || 'mask'} cut out`, mimeType: 'image/png', description: 'What is inside of the mask, on transparent ground.' };
}

export function sessionLink(id: string): Link {
  return { uri: uri.session(id), name: 'session', mimeType: 'application/json', description: 'The session with its whole history.' };
}
