import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { acceptsGzip } from '../../../src/serve/http/accept-encoding.js';
import { CachedBody } from '../../../src/serve/http/cached-body.js';
import type { HttpEnv } from '../../../src/serve/http/http-env.js';
import { serveTest } from './test-server.js';

const LONG = 'qgauge_guest_up{guest="web"} 1\n'.repeat(1000);

function bodyOf(text: string | Uint8Array, tag = '7') {
  let encoded = 0;
  const body = new CachedBody({
    contentType: 'text/plain; charset=utf-8',
    tag,
    encode: () => {
      encoded++;
      return text;
    },
  });
  const app = new Hono<HttpEnv>().get('/', (context) => body.respond(context, { 'X-Sweep': '7' }));
  const get = (headers: Record<string, string> = {}, method = 'GET') => app.request('/', { headers, method });
  return { app, body, get, encoded: () => encoded };
}

describe('a cached body', () => {
  it('is encoded by the first who asks, and by nobody else', async () => {
    const { body, get, encoded } = bodyOf(LONG);
    expect(body.isEncoded).toBe(false);
    const answers = await Promise.all([get(), get(), get({ 'Accept-Encoding': 'gzip' }), get({}, 'HEAD')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await answers[0]?.text()).toBe(LONG);
    expect([body.isEncoded, encoded()]).toEqual([true, 1]);
  });

  it('is sent with what a client needs to ask again', async () => {
    const { headers } = await bodyOf('short').get();
    expect(Object.fromEntries(headers)).toEqual({
      'content-length': '5',
      'content-type': 'text/plain; charset=utf-8',
      etag: '"7"',
      vary: 'Accept-Encoding',
      'x-sweep': '7',
    });
  });

  it('is compressed once, for those who take it', async () => {
    const { get } = bodyOf(LONG);
    const first = await get({ 'Accept-Encoding': 'gzip, br' });
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(gunzipSync(bytes).toString()).toBe(LONG);
    expect(first.headers.get('content-encoding')).toBe('gzip');
    expect(first.headers.get('content-length')).toBe(String(bytes.length));
    expect(first.headers.get('etag')).toBe('"7-gzip"');
    expect((await get({ 'Accept-Encoding': 'gzip;q=0' })).headers.get('content-encoding')).toBe(null);
  });

  it('that is short is not compressed', async () => {
    const { headers } = await bodyOf('short').get({ 'Accept-Encoding': 'gzip' });
    expect([headers.get('content-encoding'), headers.get('etag'), headers.get('vary')]).toEqual([
      null,
      '"7"',
      'Accept-Encoding',
    ]);
  });

  it.each([
    ['"7"', '"7"'],
    ['"7-gzip"', '"7-gzip"'],
    ['W/"7"', '"7"'],
    ['"1", "7"', '"7"'],
    ['*', '"7"'],
  ])('is not encoded for a client that has it: If-None-Match: %s', async (known, etag) => {
    const { get, encoded } = bodyOf(LONG);
    const answer = await get({ 'If-None-Match': known });
    expect([
      answer.status,
      answer.headers.get('etag'),
      answer.headers.get('vary'),
      await answer.text(),
    ]).toEqual([304, etag, 'Accept-Encoding', '']);
    expect(encoded()).toBe(0);
  });

  it.each(['"8"', '7', '"7', '"77"', ''])('is sent to a client that has another: %s', async (known) => {
    expect((await bodyOf(LONG).get({ 'If-None-Match': known })).status).toBe(200);
  });

  it('is tried again after a failure', async () => {
    let tries = 0;
    const body = new CachedBody({
      contentType: 'text/plain',
      tag: '1',
      encode: () => {
        if (++tries === 1) throw new Error('not yet');
        return 'now';
      },
    });
    const app = new Hono().get('/', (context) => body.respond(context));
    app.onError(() => new Response('failed', { status: 500 }));
    expect((await app.request('/')).status).toBe(500);
    expect(await (await app.request('/')).text()).toBe('now');
  });

  it('cannot have a tag that is no part of an ETag', () => {
    expect(() => bodyOf('', 'a"b')).toThrow(RangeError);
  });

  it('of many megabytes arrives whole, to HEAD as a length', async () => {
    const bytes = randomBytes(5_000_001);
    const { app } = bodyOf(bytes);
    const { port } = await serveTest({ app });
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'Accept-Encoding': 'identity' } });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    const head = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'HEAD',
      headers: { 'Accept-Encoding': 'identity' },
    });
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['5000001', '']);
  });

  it('of no bytes is sent too', async () => {
    const { app } = bodyOf('');
    const { port } = await serveTest({ app });
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('Accept-Encoding', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['gzip', true],
    ['x-gzip', true],
    ['GZIP', true],
    ['deflate, gzip;q=1.0, *;q=0.5', true],
    ['gzip;q=0', false],
    ['gzip; q=0.000', false],
    ['*', true],
    ['*;q=0', false],
    ['gzip;q=0, *', false],
    ['identity, gzip;q=0.5', false],
    ['identity;q=0.5, gzip', true],
    ['br', false],
    ['gzip;q=much', false],
    ['gzip;q=', false],
    ['gzip;q=2', false],
  ])('%j', (header, isTaken) => {
    expect(acceptsGzip(header)).toBe(isTaken);
  });

  it('of any text is understood somehow', () => {
    fc.assert(fc.property(fc.string(), (header) => typeof acceptsGzip(header) === 'boolean'));
  });
});
