import { type IncomingHttpHeaders, request } from 'node:http';
import { type RequestOptions, request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import type { HttpEnv } from '../../../src/serve/http/http-env.js';
import type { HttpServer, HttpServerOptions } from '../../../src/serve/http/http-server.js';
import { startHttpServer } from '../../../src/serve/http/start-http-server.js';

export interface TestServer {
  readonly server: HttpServer;
  readonly warnings: string[];
  /** Of the first TCP address. */
  readonly port: number;
}

/** Serves `/hello` (a text), `/name/:name` (as JSON), `/broken` (throws), on a free port of loopback, until the test ends. */
export async function serveTest(options: Partial<HttpServerOptions> = {}): Promise<TestServer> {
  const warnings: string[] = [];
  const server = await startHttpServer({
    app: testApp(),
    listen: [{ type: 'tcp', host: '127.0.0.1', port: 0 }],
    warn: (line) => warnings.push(line),
    ...options,
  });
  onTestFinished(() => server.drain(0));
  const tcp = server.addresses.find((address) => address.startsWith('http'));
  return { server, warnings, port: tcp === undefined ? 0 : Number(new URL(tcp).port) };
}

export function testApp(): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/hello', (context) => context.text('hello\n'));
  app.get('/name/:name', (context) => context.json({ name: context.req.param('name') }));
  app.get('/broken', () => {
    throw new Error('a secret detail');
  });
  return app;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks once, on a connection of its own. */
export function ask(options: RequestOptions & { readonly isTls?: boolean }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { isTls = false, ...rest } = options;
    const asked = (isTls ? secureRequest : request)({
      host: '127.0.0.1',
      agent: false,
      path: '/hello',
      ...rest,
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((body) => resolve({ status, headers, body }), reject);
    });
    asked.end();
  });
}

/** The members of the error of an answer. */
export function errorOf({ body }: Answer): unknown {
  const parsed: unknown = JSON.parse(body);
  return typeof parsed === 'object' && parsed !== null && 'error' in parsed ? parsed.error : parsed;
}
