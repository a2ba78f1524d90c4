import { Hono } from 'hono';
import { VERSION } from '../support/version.js';
import { answerError } from './api/answers.js';
import { healthRoutes } from './api/health.js';
import { metricRoutes } from './api/metrics.js';
import { readOpenapi } from './api/openapi.js';
import { apiRoutes } from './api/routes.js';
import type { Daemon } from './daemon.js';
import { CachedBody } from './http/cached-body.js';
import type { HttpEnv } from './http/http-env.js';
import type { HttpFigures } from './http/http-server.js';

export interface AppOptions {
  /** Of the server of this app, which starts after it. */
  readonly httpFigures?: () => HttpFigures | undefined;
}

/** Everything that a daemon answers over HTTP; the server answers what is at no path, and what a route throws. */
export function createApp(daemon: Daemon, { httpFigures = () => undefined }: AppOptions = {}): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const description = new CachedBody({
    contentType: 'application/json',
    tag: VERSION,
    encode: readOpenapi,
  });
  app.route('/', healthRoutes(daemon));
  app.route('/', metricRoutes(daemon, httpFigures));
  app.route('/api/v1', apiRoutes(daemon, httpFigures));
  app.get('/openapi.json', (context) => description.respond(context));
  app.onError(answerError);
  return app;
}
