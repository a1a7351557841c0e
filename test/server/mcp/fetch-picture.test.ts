import assert from 'node:assert/strict';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo, LookupFunction } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { FocusError } from '../../../server/errors.ts';
import { fetchPicture } from '../../../server/mcp/fetch-picture.ts';
import { deadlineIn } from '../../../server/mcp/deadline.ts';
import { isPublic } from '../../../server/mcp/public-address.ts';
import type { Caller } from '../../../server/mcp/tool.ts';
import { openImage } from '../../../server/mcp/tools/open-image.ts';

/** The web as the tests see it: names of one public address each, all served by one server here without TLS. */
const names: Record<string, string[]> = { 'pictures.example': ['93.184.216.34'], 'two.example': ['93.184.216.34', '10.0.0.7'], 'inner.example': ['192.168.1.4'], 'old.example': ['::ffff:93.184.216.34'] };
const pages: Record<string, RequestListener> = {
  '/picture.png': (_, answer) => void answer.end('bytes of a picture'),
  '/late.png': (_, answer) => void setTimeout(() => answer.end('bytes of a picture'), 200),
  '/moved': redirect('/picture.png'),
  '/inner-name': redirect('https://inner.example/picture.png'),
  '/inner-address': redirect('https://127.0.0.1/picture.png'),
  '/metadata': redirect('https://169.254.169.254/latest/meta-data/'),
  '/plain': redirect('http://pictures.example/picture.png'),
  '/file': redirect('file:///etc/passwd'),
  '/loop': redirect('/loop'),
  '/nonsense': redirect('https://'),
  '/missing': (_, answer) => void answer.writeHead(404).end(),
  '/large': (_, answer) => void answer.end(Buffer.alloc(2000)),
  '/endless': (_, answer) => { answer.on('close', () => clearInterval(timer)); const timer = setInterval(() => answer.write(Buffer.alloc(400)), 1); },
  '/silent': () => undefined,
  '/broken': (_, answer) => { answer.writeHead(200, { 'content-length': '1000' }).write('x'); setTimeout(() => answer.destroy(), 20); },
};

/** Addresses that a connection was made to. */
const reached: string[] = [];
let server: Server;
const real = https.get;
before(async () => {
  server = createServer((request, answer) => (pages[request.url ?? ''] ?? pages['/missing'])(request, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  https.get = ((url: URL, { lookup, ...options }: { lookup: LookupFunction; signal: AbortSignal }, then: Parameters<typeof get>[2]) => {
    lookup(url.hostname, { all: true }, (_, found) => void reached.push((found as { address: string }[])[0].address));
    return get(`http://127.0.0.1:${(server.address() as AddressInfo).port}${url.pathname}`, { signal: options.signal, agent: false }, then);
  }) as typeof https.get;
  syncBuiltinESMExports();
});
after(() => {
  https.get = real;
  syncBuiltinESMExports();
  server.closeAllConnections();
  server.close();
});

function redirect(location: string): RequestListener {
  return (_, answer) => void answer.writeHead(302, { location }).end();
}

const resolve = async (host: string) => {
  if (names[host] === undefined) throw new Error('ENOTFOUND');
  return names[host].map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};
const fetched = (path: string, { bytes = 1000, milliseconds = 5000 } = {}) => fetchPicture(path.startsWith('/') ? `https://pictures.example${path}` : path, { bytes, milliseconds, resolve, signal: new AbortController().signal });
const refused = (path: string, code: string, options = {}) => assert.rejects(fetched(path, options), (error) => FocusError.isInstance(error) && error.code === code, `${path} → ${code}`);

describe('a picture from the web', () => {
  test('is read, also behind a redirect, from the very address that was checked', async () => {
    for (const path of ['/picture.png', '/moved']) assert.equal(Buffer.from(await fetched(path)).toString(), 'bytes of a picture');
    assert.deepEqual([...new Set(reached)], ['93.184.216.34']);
  });

  test('is refused from addresses inside of a network, by number or by name', async () => {
    const before = reached.length;
    for (const host of ['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.0.1', '169.254.169.254', '0.0.0.0', '100.64.0.1', '[::1]', '[::]', '[fe80::1]', '[fc00::1]', '[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]', '2130706433', '0x7f.1', '0177.0.0.1', 'inner.example', 'two.example', 'old.example']) {
      await refused(`https://${host}/picture.png`, 'url-refused');
    }
    assert.equal(reached.length, before);
  });

  test('is refused where a redirect leads inside, to another protocol, or on and on', async () => {
    for (const path of ['/inner-name', '/inner-address', '/metadata', '/plain', '/file', '/loop']) await refused(path, 'url-refused');
    assert.deepEqual([...new Set(reached)], ['93.184.216.34']);
  });

  test('is refused from anything but plain https addresses', async () => {
    for (const url of ['http://pictures.example/picture.png', 'ftp://pictures.example/', 'file:///etc/passwd', 'data:image/png;base64,AAAA', 'https://user:word@pictures.example/']) await refused(url, 'url-refused');
    for (const url of ['picture.png', 'https://', '']) await refused(url === '' ? ' ' : url, 'url-invalid');
    await refused('/nonsense', 'url-invalid');
  });

  test('is refused when it is too large, without reading it to the end', async () => {
    await refused('/large', 'picture-too-large');
    await refused('/endless', 'picture-too-large');
  });

  test('is given up when nothing comes, when it breaks off, and when it is not there', async () => {
    await refused('/silent', 'url-unreachable', { milliseconds: 200 });
    await refused('/broken', 'url-unreachable');
    await refused('/missing', 'url-unreachable');
    await refused('https://unknown.example/', 'url-unreachable');
  });
});

test('addresses that lead back into version 4 or into private networks are not public', () => {
  for (const address of ['8.8.8.8', '93.184.216.34', '2606:4700::1111']) assert.ok(isPublic(address), address);
  for (const address of ['127.0.0.1', '10.0.0.1', '::1', 'fe80::1%eth0', '2002:7f00:1::', '2001:db8::1', '64:ff9b::808:808', '::ffff:8.8.8.8', '224.0.0.1', '255.255.255.255', 'no address', '']) assert.ok(!isPublic(address), address);
});

describe('open_image by url', () => {
  const refusal = async (fetches: boolean, url: string, milliseconds = 5000): Promise<string> => {
    const caller = { fetches, files: null, deadline: deadlineIn(milliseconds), signal: new AbortController().signal } as unknown as Caller;
    const error = await openImage.run({ url }, caller).catch((thrown: unknown) => thrown);
    assert.ok(FocusError.isInstance(error));
    return error.line;
  };

  test('is off unless whoever runs focus allowed it', async () => {
    assert.match(await refusal(false, 'https://pictures.example/picture.png'), /fetches nothing from the web.*FOCUS_FETCH=on/);
  });

  test('says why an address is not fetched', async () => {
    assert.match(await refusal(true, 'https://127.0.0.1/picture.png'), /127\.0\.0\.1 is an address inside of a network/);
  });

  test('waits for the picture only as long as is left to the call', async () => {
    const begun = performance.now();
    assert.match(await refusal(true, 'https://93.184.216.34/silent', 200), /93\.184\.216\.34 cannot be reached/);
    assert.ok(performance.now() - begun < 5000);
  });

  test('leaves what is left after that to the decoder', async () => {
    let given: number | undefined;
    const addImage = async (_: Uint8Array, __: string, { milliseconds }: { milliseconds: number }) => { given = milliseconds; throw new FocusError({ code: 'seen', message: 'Seen.', hint: '' }); };
    const caller = { fetches: true, files: null, deadline: deadlineIn(10_000), signal: new AbortController().signal, conversations: { addImage } } as unknown as Caller;
    await assert.rejects(async () => openImage.run({ url: 'https://93.184.216.34/late.png' }, caller), /Seen/);
    assert.ok(given! > 0 && given! <= 9800, String(given));
  });
});
