// Who may ask. The person at this machine may do everything; pages of other sites may do nothing, also not under a name of
// theirs that was made to point here (DNS rebinding); everyone else needs a token.

import { isIP } from 'node:net';
import { InputError } from '../errors.ts';
import { checkToken, type Scope, scopes } from './tokens.ts';

export interface AccessSettings {
  /** Address the server listens on. */
  bind: string;
  /** Names under which it is reached besides those of this machine, without port. */
  hosts: readonly string[];
  /** Origins of pages that may ask besides its own, e.g. http://localhost:6274. */
  origins: readonly string[];
  dataFolder: string;
}

export interface Access {
  /** Name of the token; null for the person at this machine. */
  owner: string | null;
  scopes: readonly Scope[];
  expiresAt?: number;
  secret?: string;
}

const list = (text = ''): string[] => text.split(',').map((part) => part.trim().toLowerCase()).filter((part) => part !== '');

export function accessSettings(environment: NodeJS.Dict<string>): AccessSettings {
  const { FOCUS_HOST: bind = '127.0.0.1', FOCUS_HOSTS, FOCUS_ORIGINS, FOCUS_DATA_DIR: dataFolder = '' } = environment;
  return { bind, hosts: list(FOCUS_HOSTS), origins: list(FOCUS_ORIGINS), dataFolder };
}

/**
 * `guest`: what is asked for needs no token, for its address is one (a shared session).
 * @throws InputError `host-refused`, `origin-refused` (403), `token-missing`, `token-refused` (401).
 */
export async function admit(request: Request, settings: AccessSettings, { guest = false } = {}): Promise<Access> {
  const { headers } = request;
  const names = [headers.get('host') ?? new URL(request.url).host, headers.get('x-forwarded-host')].flatMap((name) => (name === null ? [] : list(name)));
  for (const name of names) {
    if (isThisMachine(hostname(name)) || settings.hosts.includes(hostname(name))) continue;
    throw refuse('host-refused', 403, `This server is not reached under the name ${name.slice(0, 100)}.`, 'Use localhost, or start focus with FOCUS_HOSTS=NAME to allow the name.');
  }
  refuseForeignPage(headers.get('origin'), names, settings);
  const from = list(headers.get('x-forwarded-for') ?? '');
  const near = isThisMachine(settings.bind) && names.every((name) => isThisMachine(hostname(name))) && from.every((address) => isThisMachine(address.replace(/^::ffff:/, '')));
  const secret = /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (secret === undefined) {
    if (near) return { owner: null, scopes };
    if (guest) return { owner: null, scopes: ['read'] };
    throw refuse('token-missing', 401, 'From elsewhere this server is used with a token.', 'Send Authorization: Bearer TOKEN; npm run mcp -- token NAME makes one.');
  }
  const token = await checkToken(settings.dataFolder, secret);
  if (token === null) throw refuse('token-refused', 401, 'The token is unknown, was taken back, or is over.', 'Ask whoever runs this focus for a new one.');
  return { owner: token.name, scopes: token.scopes, expiresAt: token.expiresAt, secret };
}

/** @throws InputError `scope-missing` (403). */
export function requireScope(access: Access, scope: Scope): void {
  if (access.scopes.includes(scope)) return;
  throw refuse('scope-missing', 403, `The token does not allow this: it lacks the scope ${scope}.`, 'Ask whoever runs this focus for a token with it.');
}

function refuseForeignPage(origin: string | null, names: readonly string[], { origins }: AccessSettings): void {
  if (origin === null) return;
  const host = URL.canParse(origin) ? new URL(origin).host.toLowerCase() : null;
  if (host !== null && host !== '' && (names.includes(host) || origins.includes(origin.toLowerCase()))) return;
  throw refuse('origin-refused', 403, `Pages of ${origin.slice(0, 100)} may do nothing here.`, 'Use the page of focus itself, or a program that sends no Origin; FOCUS_ORIGINS allows others.');
}

function hostname(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isThisMachine(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name) === 4 ? name.startsWith('127.') : name === '::1';
}

function refuse(code: string, status: number, message: string, hint: string): InputError {
  return new InputError({ code, status, message, hint });
}
