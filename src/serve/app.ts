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

/** Everything that a daemon answers over HTTP; the server answers what is at no path, and what a route throws. */
export function createApp(daemon: Daemon): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const description = new CachedBody({
    contentType: 'application/json',
    tag: VERSION,
    encode: readOpenapi,
  });
  app.route('/', healthRoutes(daemon));
  app.route('/', metricRoutes(daemon));
  app.route('/api/v1', apiRoutes(daemon));
  app.get('/openapi.json', (context) => description.respond(context));
  app.onError(answerError);
  return app;
}
