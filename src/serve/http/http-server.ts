import type { Hono } from 'hono';
import type { HttpEnv } from './http-env.js';
import type { HttpLimits } from './limits.js';
import type { Listen } from './listen/listen.js';

export interface HttpServerOptions {
  /** The routes. They see only GET and HEAD requests without a body, from clients that may ask. */
  readonly app: Hono<HttpEnv>;
  readonly listen: readonly Listen[];
  /** TLS, users and headers over TCP, in the form of Prometheus' exporters. */
  readonly webConfigFile?: string | undefined;
  /** Tokens of clients over TCP, one a line. */
  readonly tokenFile?: string | undefined;
  /** Names of this server, beside those of loopback, of its certificate and of what it listens at. */
  readonly allowedHosts?: readonly string[];
  /** How the user adds a name, for messages (default: `--allow-host`). */
  readonly allowedHostsOption?: string;
  /** Lets other hosts connect without TLS or authentication. */
  readonly insecure?: boolean;
  readonly limits?: Partial<HttpLimits>;
  /** Is called with a line for people: a file that is not valid any more, a route that has failed. */
  readonly warn: (line: string) => void;
  /** Ends it: as {@link HttpServer.drain}, with two seconds. */
  readonly signal?: AbortSignal;
}

/** What has happened since the start. */
export interface HttpFigures {
  readonly requests: number;
  /** Connections beyond a limit. */
  readonly refusedConnections: number;
  /** Requests without a known token or password. */
  readonly refusedRequests: number;
}

/** A server that listens. Disposing of it cuts every connection. */
export interface HttpServer extends AsyncDisposable {
  /** `unix:/run/qgauge/api.sock`, `https://127.0.0.1:10177`. */
  readonly addresses: readonly string[];
  readonly figures: HttpFigures;
  /** Takes no connection any more, lets what is being answered end for so long, and cuts what is left. */
  drain(ms: number): Promise<void>;
}
