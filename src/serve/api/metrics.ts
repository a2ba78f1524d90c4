import { type Context, Hono } from 'hono';
import type { MetricSetName } from '../../formats/prometheus/metric-sets.js';
import { encodePrometheus, type PrometheusOptions } from '../../formats/prometheus/prometheus.js';
import type { Daemon } from '../daemon.js';
import type { HttpFigures } from '../http/http-server.js';
import { isStale } from '../published.js';
import { ageOf, notReady } from './answers.js';
import { httpFamilies } from './http-families.js';
import { processFamilies } from './process-families.js';
import { SweepBodies } from './sweep-bodies.js';

const CONTENT_TYPES: { readonly [format in PrometheusOptions['format']]: string } = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** `/metrics` and `/metrics/libvirt`, in the format that the scraper prefers. */
export function metricRoutes(daemon: Daemon, httpFigures: () => HttpFigures | undefined): Hono {
  const routes = new Hono();
  const bodies = new SweepBodies(daemon);
  const route = (path: string, metrics: MetricSetName) =>
    routes.get(path, (context) => {
      const { latest, intervalSeconds } = daemon;
      if (latest === undefined) return notReady(context);
      const format = preferredFormat(context);
      const encode = () =>
        encodePrometheus(latest.snapshot, {
          ...{ metrics, format, intervalSeconds },
          isStale: isStale(latest, intervalSeconds),
          extra:
            metrics === 'qgauge'
              ? [...processFamilies(daemon.startedAtSeconds), ...httpFamilies(httpFigures())]
              : [],
        });
      const contentType = CONTENT_TYPES[format];
      const headers = { ...ageOf(latest), Vary: 'Accept, Accept-Encoding' };
      return bodies.get(path, latest, { contentType, encode }, format).respond(context, headers);
    });
  route('/metrics', 'qgauge');
  route('/metrics/libvirt', 'libvirt');
  return routes;
}

/** Prometheus lists what it takes with weights; text where it names neither, or likes both as much. */
function preferredFormat({ req }: Context): PrometheusOptions['format'] {
  const weights = { text: 0, openmetrics: 0 };
  for (const range of (req.header('accept') ?? '').split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
    const version = parameters.find((part) => part.startsWith('version='))?.slice('version='.length);
    if (type === 'application/openmetrics-text' && (version === undefined || version === '1.0.0'))
      weights.openmetrics = Math.max(weights.openmetrics, weight);
    if (type === 'text/plain') weights.text = Math.max(weights.text, weight);
  }
  return weights.openmetrics > weights.text ? 'openmetrics' : 'text';
}
