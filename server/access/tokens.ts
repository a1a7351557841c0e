// Bearer tokens for programs that are not on this machine. Only their sha256 is kept, in tokens.json of the data folder.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Scope = 'read' | 'edit';
export const scopes: readonly Scope[] = ['read', 'edit'];

export interface Token {
  /** Whom it was given to; the owner of what is done with it. */
  name: string;
  scopes: Scope[];
  /** Seconds since 1970. */
  expiresAt: number;
}

interface KeptToken extends Token {
  sha256: string;
}

const fileIn = (dataFolder: string) => join(dataFolder, 'tokens.json');

/** Gives the token itself, once; it cannot be had again. One of the same name is replaced. */
export async function makeToken(dataFolder: string, { name, scopes: allowed, expiresAt }: Token): Promise<string> {
  const secret = `focus_${randomBytes(32).toString('base64url')}`;
  const others = (await readTokens(dataFolder)).filter((token) => token.name !== name);
  await writeTokens(dataFolder, [...others, { name, scopes: allowed, expiresAt, sha256: hash(secret) }]);
  return secret;
}

/** Whether there was one of that name. It is refused from now on. */
export async function dropToken(dataFolder: string, name: string): Promise<boolean> {
  const tokens = await readTokens(dataFolder);
  const left = tokens.filter((token) => token.name !== name);
  if (left.length < tokens.length) await writeTokens(dataFolder, left);
  return left.length < tokens.length;
}

/** What the token allows, or null for one that is unknown or over. The file is read anew, so that a dropped one is refused at once. */
export async function checkToken(dataFolder: string, secret: string, now = Date.now()): Promise<Token | null> {
  const sha256 = Buffer.from(hash(secret), 'hex');
  const found = (await readTokens(dataFolder)).find((token) => timingSafeEqual(Buffer.from(token.sha256, 'hex'), sha256));
  return found !== undefined && found.expiresAt * 1000 > now ? found : null;
}

export async function listTokens(dataFolder: string): Promise<Token[]> {
  return (await readTokens(dataFolder)).map(({ name, scopes: allowed, expiresAt }) => ({ name, scopes: allowed, expiresAt }));
}

async function readTokens(dataFolder: string): Promise<KeptToken[]> {
  try {
    return JSON.parse(await readFile(fileIn(dataFolder), 'utf8')) as KeptToken[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function writeTokens(dataFolder: string, tokens: KeptToken[]): Promise<void> {
  const temporary = `${fileIn(dataFolder)}.new`;
  await writeFile(temporary, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, fileIn(dataFolder));
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
