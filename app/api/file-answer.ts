// Pictures as answers: kept by caches for as long as their address means the same bytes.

export interface FileAnswer {
  type: FileType;
  /** Names the bytes; a client that has them gets 304. */
  tag: string;
  /** Whether the address means these bytes for ever. */
  immutable: boolean;
  /** Name under which a browser saves it. */
  name: string;
  bytes(): Promise<Made> | Made;
}

type FileType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/svg+xml';
/** Bytes of `type`, or of another one that shows when they are made. */
type Made = Uint8Array | { type: FileType; bytes: Uint8Array };

export async function fileAnswer(request: Request, { type, tag, immutable, name, bytes }: FileAnswer): Promise<Response> {
  const headers = new Headers({
    etag: `"${tag}"`,
    'cache-control': immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    'x-content-type-options': 'nosniff',
    // Nothing in a picture is to be run, whatever a browser may take it for.
    'content-security-policy': "default-src 'none'; sandbox",
  });
  const known = request.headers.get('if-none-match');
  if (known?.split(',').some((one) => one.trim().replace(/^W\//, '') === `"${tag}"`)) {
    return new Response(null, { status: 304, headers });
  }
  const made = await bytes();
  headers.set('content-type', 'type' in made ? made.type : type);
  headers.set('content-disposition', `inline; filename*=UTF-8''${encodeName(name)}`);
  return new Response(new Uint8Array('type' in made ? made.bytes : made), { headers });
}

/** RFC 5987: what encodeURIComponent leaves of ' ( ) * has to go too. */
export function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
