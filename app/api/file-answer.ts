// Pictures as answers: kept by caches for as long as their address means the same bytes.

export interface FileAnswer {
  type: 'image/png' | 'image/jpeg' | 'image/svg+xml';
  /** Names the bytes; a client that has them gets 304. */
  tag: string;
  /** Whether the address means these bytes for ever. */
  immutable: boolean;
  /** Name under which a browser saves it. */
  name: string;
  bytes(): Promise<Uint8Array> | Uint8Array;
}

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
  headers.set('content-type', type);
  headers.set('content-disposition', `inline; filename*=UTF-8''${encodeName(name)}`);
  return new Response(new Uint8Array(await bytes()), { headers });
}

/** RFC 5987: what encodeURIComponent leaves of ' ( ) * has to go too. */
export function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
