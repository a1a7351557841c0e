// A picture from the web, where that is allowed. https only; the name is resolved once, every address it has must be a
// public one, and the socket goes to the very address that was checked. Redirects are checked again, and are few.

import { lookup } from 'node:dns/promises';
import { get } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { InputError } from '../errors.ts';
import { isPublic } from './public-address.ts';

export interface FetchLimits {
  bytes: number;
  signal: AbortSignal;
  /** How long the whole may take. */
  milliseconds: number;
  /** Tests put their own resolver here. */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>;
}

const mostRedirects = 3;

/** @throws InputError `url-invalid`, `url-refused`, `url-unreachable`, `picture-too-large`. */
export async function fetchPicture(address: string, { bytes, signal, milliseconds, resolve = resolveAll }: FetchLimits): Promise<Uint8Array> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  let url = address;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const target = readUrl(url);
    const response = await request(target, await publicAddress(target, resolve), ends);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy();
      url = URL.canParse(headers.location, target) ? new URL(headers.location, target).href : headers.location;
      continue;
    }
    if (statusCode !== 200) {
      response.destroy();
      throw refuse('url-unreachable', `${target.host} answered with ${statusCode}.`, 'Check the address, or send the picture as base64.');
    }
    return readAll(response, bytes, ends);
  }
  throw refuse('url-refused', `The address leads on more than ${mostRedirects} times.`, 'Give the address of the picture itself.');
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refuse('url-invalid', 'That is not an address.', 'It looks like https://example.org/picture.jpg.');
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw refuse('url-refused', 'Only https addresses without user and password are fetched.', 'Send the picture as base64 instead.');
  }
  return url;
}

async function publicAddress({ hostname }: URL, resolve: NonNullable<FetchLimits['resolve']>): Promise<{ address: string; family: number }> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) > 0 ? [{ address: host, family: isIP(host) }] : await resolve(host).catch(() => []);
  if (found.length === 0) throw refuse('url-unreachable', `${host} is not known.`, 'Check the address, or send the picture as base64.');
  if (!found.every(({ address }) => isPublic(address))) {
    throw refuse('url-refused', `${host} is an address inside of a network, and those are not fetched.`, 'Send the picture as base64 instead.');
  }
  return found[0];
}

function resolveAll(host: string): Promise<{ address: string; family: number }[]> {
  return lookup(host, { all: true, verbatim: true });
}

function request(url: URL, checked: { address: string; family: number }, signal: AbortSignal): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_, options, done) => {
    if (options.all) done(null, [checked] as never);
    else done(null, checked.address, checked.family);
  };
  return new Promise((resolve, reject) => {
    get(url, { lookup: pinned, signal, headers: { accept: 'image/*', 'user-agent': 'focus' }, agent: false }, resolve)
      .on('error', (cause) => reject(refuse('url-unreachable', `${url.host} cannot be reached.`, 'Check the address, or send the picture as base64.', cause)));
  });
}

async function readAll(response: IncomingMessage, cap: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > cap) throw refuse('picture-too-large', `The file is larger than ${cap / 1024 / 1024} MiB, the most that is read.`, 'Send a smaller one.');
      chunks.push(chunk);
    }
  } catch (error) {
    response.destroy();
    if (error instanceof InputError || signal.reason instanceof InputError) throw error;
    throw refuse('url-unreachable', 'The picture did not arrive in time.', 'Try again, or send it as base64.', error);
  }
  return Buffer.concat(chunks);
}

function refuse(code: string, message: string, hint: string, cause?: unknown): InputError {
  return new InputError({ code, message, hint, cause, status: code === 'url-refused' ? 403 : 400 });
}
