import { Hono } from 'hono';
import type { Daemon } from '../daemon.js';
import { isStale } from '../published.js';

/** `/healthz`: the daemon runs. `/readyz`: it has measured lately; 503 where it has not. Both for probes, in one word. */
export function healthRoutes(daemon: Daemon): Hono {
  const routes = new Hono();
  routes.get('/healthz', (context) => context.text('ok\n'));
  routes.get('/readyz', (context) => {
    const { latest, intervalSeconds } = daemon;
    if (latest === undefined) return context.text('the first sweep has not ended yet\n', 503);
    if (!isStale(latest, intervalSeconds)) return context.text('ok\n');
    const seconds = Math.round((performance.now() - latest.endedMs) / 1000);
    return context.text(`the last sweep ended ${seconds} s ago\n`, 503);
  });
  return routes;
}
