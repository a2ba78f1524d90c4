import type { Server } from 'node:http';
import type { Hono } from 'hono';
import { AddressCap } from './address-cap.js';
import { answerRequests } from './answer-request.js';
import { createLimitedServer } from './create-server.js';
import { createShell } from './create-shell.js';
import type { HttpEnv } from './http-env.js';
import type { HttpFigures, HttpServer, HttpServerOptions } from './http-server.js';
import type { HttpLimits } from './limits.js';
import { type Endpoint, formatHostPort } from './listen/endpoint.js';
import { listenTcp } from './listen/listen-tcp.js';
import { listenUnix } from './listen/listen-unix.js';
import { startListening } from './listen/start-listening.js';
import { namesOf } from './server-names.js';
import type { ServerSettings } from './server-settings.js';

/** How long requests may take to end when the signal fires. */
const DRAIN_MS = 2000;

/** One server for each address, that share their guards and limits. */
export class Listeners implements HttpServer {
  readonly #options: HttpServerOptions;
  readonly #limits: HttpLimits;
  readonly #settings: ServerSettings;
  readonly #endpoints: readonly Endpoint[];
  readonly #shell: Hono<HttpEnv>;
  readonly #cap: AddressCap;
  readonly #open: { readonly server: Server; readonly address: string; readonly close: () => void }[] = [];
  readonly #figures = { requests: 0, refusedConnections: 0, refusedRequests: 0 };
  readonly #onAbort = () => void this.drain(DRAIN_MS);
  #closed: Promise<void> | undefined;
  #state: 'starting' | 'listening' | 'closing' = 'starting';

  constructor(
    options: HttpServerOptions,
    limits: HttpLimits,
    settings: ServerSettings,
    endpoints: readonly Endpoint[],
  ) {
    this.#options = options;
    this.#limits = limits;
    this.#settings = settings;
    this.#endpoints = endpoints;
    this.#cap = new AddressCap(limits.connectionsPerAddress, () => this.#figures.refusedConnections++);
    this.#shell = createShell({
      app: options.app,
      hosts: {
        names: namesOf(endpoints, options.allowedHosts ?? []),
        certificate: () => settings.web()?.tls?.certificate,
        option: options.allowedHostsOption ?? '--allow-host',
      },
      credentials: () => settings.credentials(),
      headers: () => settings.web()?.headers ?? new Map(),
      rateLimit: () => settings.web()?.rateLimit,
      onAuthRefused: () => this.#figures.refusedRequests++,
      warn: options.warn,
    });
  }

  get addresses(): readonly string[] {
    return this.#open.map(({ address }) => address);
  }

  get figures(): HttpFigures {
    return { ...this.#figures };
  }

  /** All or nothing. */
  async listen(): Promise<void> {
    try {
      for (const endpoint of this.#endpoints) {
        this.#options.signal?.throwIfAborted();
        await this.#listenAt(endpoint);
      }
      this.#options.signal?.throwIfAborted();
    } catch (error) {
      await this.drain(0);
      throw error;
    }
    this.#state = 'listening';
    this.#options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  drain(ms: number): Promise<void> {
    this.#closed ??= this.#close();
    const timer = setTimeout(() => this.#cut(), ms);
    if (ms === 0) this.#cut();
    return this.#closed.finally(() => clearTimeout(timer));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.drain(0);
  }

  async #close(): Promise<void> {
    this.#state = 'closing';
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    await Promise.all(
      this.#open.map(({ server, close }) => {
        const closed = new Promise((resolve) => server.once('close', resolve));
        close();
        return closed;
      }),
    );
  }

  #cut(): void {
    for (const { server } of this.#open) server.closeAllConnections();
  }

  async #listenAt(endpoint: Endpoint): Promise<void> {
    const { kind } = endpoint;
    const isTls = kind === 'tcp' && this.#settings.web()?.tls !== undefined;
    const server = this.#createServer(kind, isTls);
    if (kind === 'tcp') {
      this.#cap.guard(server);
      if (!(await listenTcp(server, endpoint))) return;
      const bound = server.address();
      const port = typeof bound === 'object' && bound !== null ? bound.port : endpoint.port;
      const address = `${isTls ? 'https' : 'http'}://${formatHostPort(endpoint.address, port)}`;
      this.#open.push({ server, address, close: () => server.close() });
    } else if ('listen' in endpoint) {
      const close = await listenUnix(server, endpoint.listen);
      this.#open.push({ server, address: `unix:${endpoint.listen.path}`, close });
    } else {
      await startListening(server, { fd: endpoint.descriptor });
      this.#open.push({ server, address: `unix:${endpoint.path}`, close: () => server.close() });
    }
  }

  #createServer(kind: 'unix' | 'tcp', isTls: boolean): Server {
    const onRequest = answerRequests({
      shell: this.#shell,
      kind,
      isTls,
      limits: this.#limits,
      isClosing: () => this.#state === 'closing',
      onRequest: () => this.#figures.requests++,
    });
    const onRefused = () => this.#figures.refusedConnections++;
    const tls = isTls ? () => this.#settings.tls() : undefined;
    return createLimitedServer(this.#limits, onRequest, onRefused, tls);
  }
}
