import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** The environment of a route: `new Hono<HttpEnv>()`. `context.env.incoming` and `.outgoing` are Node's. */
export interface HttpEnv {
  Bindings: HttpBindings & { readonly origin: RequestOrigin };
}

export type HttpContext = Context<HttpEnv>;

/** Where a request came in. */
export interface RequestOrigin {
  readonly kind: 'unix' | 'tcp';
  readonly isTls: boolean;
  /** The client's address; empty over a unix socket. */
  readonly address: string;
}
