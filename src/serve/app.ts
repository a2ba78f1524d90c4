import { type Context, Hono } from 'hono';
import { VERSION } from '../support/version.js';
import { healthRoutes } from './api/health.js';
import { readOpenapi } from './api/openapi.js';
import { answerError, apiRoutes, fail, type Respond } from './api/routes.js';
import type { Daemon } from './daemon.js';

/** Everything that a daemon answers over HTTP. */
export function createApp(daemon: Daemon, respond: Respond): Hono {
  const app = new Hono();
  app.route('/', healthRoutes(daemon));
  app.route('/api/v1', apiRoutes(daemon, respond));
  app.get('/openapi.json', (context) =>
    respond(context, { etag: VERSION, contentType: 'application/json', encode: readOpenapi }),
  );
  app.notFound((context: Context) =>
    fail(context, 404, 'ERR_PATH', 'there is nothing at this path: /openapi.json lists the paths'),
  );
  app.onError(answerError);
  return app;
}
