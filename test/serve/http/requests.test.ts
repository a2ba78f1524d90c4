import { describe, expect, it } from 'vitest';
import { sendRaw, statusesOf } from './raw-http.js';
import { ask, errorOf, serveTest } from './test-server.js';

const LOCAL = '127.0.0.1';

describe('an answer', () => {
  it('has headers that keep other sites and caches from it, and none that says what serves it', async () => {
    const { port } = await serveTest();
    const { status, headers, body } = await ask({ port });
    expect([status, body]).toEqual([200, 'hello\n']);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'cache-control': 'private, no-cache',
      'content-type': 'text/plain; charset=UTF-8',
    });
    const names = Object.keys(headers);
    expect(names.filter((name) => /^(access-control|server|x-powered)/.test(name))).toEqual([]);
  });

  it('to HEAD has the headers of GET and no body', async () => {
    const { port } = await serveTest();
    const get = await ask({ port });
    const head = await ask({ port, method: 'HEAD' });
    expect(head.body).toBe('');
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
  });

  it('that failed says so without a stack, and the reason goes to the log', async () => {
    const { port, warnings } = await serveTest();
    const broken = await ask({ port, path: '/broken' });
    expect(broken.status).toBe(500);
    expect(errorOf(broken)).toEqual({
      code: 'ERR_INTERNAL',
      message: 'the request could not be answered: see the log of qgauge serve',
    });
    expect(warnings).toEqual(['/broken: a secret detail']);
  });

  it('about something unknown is JSON too', async () => {
    const { port } = await serveTest();
    const missing = await ask({ port, path: '/nothing' });
    expect(missing.status).toBe(404);
    expect(missing.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(missing.headers['cache-control']).toBe('no-store');
    expect(missing.headers['x-content-type-options']).toBe('nosniff');
    expect(errorOf(missing)).toEqual({ code: 'ERR_NOT_FOUND', message: 'nothing is at /nothing' });
  });
});

describe('a request', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('by %s is not allowed', async (method) => {
    const { port } = await serveTest();
    const answer = await ask({ port, method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect(errorOf(answer)).toEqual({
      code: 'ERR_METHOD',
      message: `${method} is not allowed: qgauge only answers GET and HEAD`,
    });
  });

  it('with a body is refused, and its connection ended', async () => {
    const { port } = await serveTest();
    const raw = `GET /hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhelloGET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const text = await sendRaw({ port, host: LOCAL }, raw);
    expect(statusesOf(text)).toEqual([413]);
    expect(text).toMatch(/^connection: close\r$/im);
    expect(text).toContain('{"error":{"code":"ERR_BODY","message":"a GET request has no body here"}}');
  });

  it('that first asks whether it may send a body is not asked for it', async () => {
    const { port } = await serveTest();
    const raw = 'GET /hello HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n';
    expect(statusesOf(await sendRaw({ port, host: LOCAL }, raw))).toEqual([413]);
  });

  it('may announce a body of no bytes', async () => {
    const { port } = await serveTest();
    expect((await ask({ port, headers: { 'Content-Length': '0' } })).status).toBe(200);
  });
});

describe('the path of a request', () => {
  it.each([
    ['/name/../hello', "the path has a part '.' or '..'"],
    ['/name/%2e%2e/hello', "the path has a part '.' or '..'"],
    ['/name/.%2E/hello', "the path has a part '.' or '..'"],
    ['/name/%2e/x', "the path has a part '.' or '..'"],
    ['/name/..%2f..%2fetc/passwd', "the path has a part '.' or '..'"],
    ['/..', "the path has a part '.' or '..'"],
    ['/name/..\\hello', 'the request is not valid: Backslash in request path'],
    ['/name/a%00b', 'the path has control characters in it'],
    ['/name/a%0d%0aSet-Cookie:%20x=1', 'the path has control characters in it'],
    ['/name/%zz', 'the path is not valid percent-encoded UTF-8'],
    ['/name/%c0%ae%c0%ae/hello', 'the path is not valid percent-encoded UTF-8'],
    ['http://evil.example/hello', 'the target of a request has to be a path: this is not a proxy'],
    ['*', 'the request is not valid: Invalid URL'],
  ])('cannot be %j', async (path, message) => {
    const { port } = await serveTest();
    const text = await sendRaw({ port, host: LOCAL }, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect(statusesOf(text)).toEqual([400]);
    expect(text).toContain(JSON.stringify({ error: { code: 'ERR_REQUEST', message } }));
  });

  it.each([
    ['/name/a%2Fb', 'a/b'],
    ['/name/a%20%22b%22', 'a "b"'],
    ['/name/%F0%9F%90%A7', '🐧'],
    ['/name/..x', '..x'],
  ])('may have any name encoded in it: %j', async (path, name) => {
    const { port } = await serveTest();
    expect((await ask({ port, path })).body).toBe(JSON.stringify({ name }));
  });
});

describe('two requests in one', () => {
  const GET = 'GET /hello HTTP/1.1\r\nHost: localhost\r\n';
  const SECOND = 'GET /name/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n';

  it.each([
    [
      'a length and chunks',
      `${GET}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SECOND}`,
    ],
    ['two lengths', `${GET}Content-Length: 0\r\nContent-Length: 52\r\n\r\n${SECOND}`],
    ['a length of two numbers', `${GET}Content-Length: 0, 52\r\n\r\n${SECOND}`],
    ['a length with a sign', `${GET}Content-Length: +0\r\n\r\n${SECOND}`],
    ['a bad chunk', `${GET}Transfer-Encoding: chunked\r\n\r\nxyz\r\n${SECOND}`],
    ['chunks by another name', `${GET}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${SECOND}`],
    ['chunks of a GET', `${GET}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SECOND}`],
    ['a blank before the colon', `${GET}Content-Length : 52\r\n\r\n${SECOND}`],
    ['a folded header', `${GET}X: a\r\n Content-Length: 52\r\n\r\n${SECOND}`],
    ['a header of nothing but a name', `${GET}Content-Length\r\n\r\n${SECOND}`],
    ['a NUL in a header', `${GET}X: a\0b\r\n\r\n${SECOND}`],
    ['a lone CR in a header', `${GET}X: a\rContent-Length: 52\r\n\r\n${SECOND}`],
    ['two hosts', `${GET}Host: evil.example\r\n\r\n${SECOND}`],
    ['no host', `GET /hello HTTP/1.1\r\n\r\n${SECOND}`],
  ])('are refused and the connection ended: %s', async (_, raw) => {
    const { port } = await serveTest();
    const text = await sendRaw({ port, host: LOCAL }, raw);
    const [status = 0, ...others] = statusesOf(text);
    expect([400, 413]).toContain(status);
    expect(others).toEqual([]);
    expect(text).toMatch(/^connection: close\r$/im);
    expect(text).not.toContain('smuggled');
  });

  it('that lines without CR end are one request or none', async () => {
    const { port } = await serveTest();
    const raw = 'GET /hello HTTP/1.1\nHost: localhost\nConnection: close\n\n';
    expect(statusesOf(await sendRaw({ port, host: LOCAL }, raw))).toHaveLength(1);
  });

  it('are both answered when they are two', async () => {
    const { port } = await serveTest();
    const raw = `${GET}\r\nGET /name/two HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const text = await sendRaw({ port, host: LOCAL }, raw);
    expect(statusesOf(text)).toEqual([200, 200]);
    expect(text).toContain('{"name":"two"}');
  });
});

describe('the Host of a request', () => {
  it.each([
    'localhost',
    'LOCALHOST:10177',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]:10177',
    '[::ffff:7f00:1]',
    '127.8.8.8',
    'vmhost.example',
    'vmhost.example.:80',
  ])('may be %s', async (host) => {
    const { port } = await serveTest({ allowedHosts: ['VMhost.example'] });
    expect((await ask({ port, headers: { host } })).status).toBe(200);
  });

  it.each([
    'evil.example',
    'evil.example:10177',
    'localhost.evil.example',
    'evil.example@localhost',
    '127.0.0.1.evil.example',
    '192.0.2.7',
    '[2001:db8::1]',
    '0.0.0.0',
    'local host',
  ])('cannot be %j, which is how DNS rebinding asks', async (host) => {
    const { port } = await serveTest({ allowedHosts: ['vmhost.example'] });
    const answer = await ask({ port, headers: { host } });
    expect([400, 421]).toContain(answer.status);
    expect(answer.body).not.toContain('hello');
  });

  it('cannot be empty', async () => {
    const { port } = await serveTest();
    const text = await sendRaw(
      { port, host: LOCAL },
      'GET /hello HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n',
    );
    expect(statusesOf(text)).toEqual([400]);
  });

  it('that is refused is told by which option it is allowed', async () => {
    const { port } = await serveTest({ allowedHostsOption: '--web.allow-host' });
    const other = await ask({ port, headers: { host: 'other.example' } });
    expect(errorOf(other)).toEqual({
      code: 'ERR_HOST',
      message:
        "'other.example' is not a name of this server; if it should be one, add it by --web.allow-host",
    });
  });
});
