import type { MetricFamily } from '../../formats/prometheus/metric-family.js';
import type { HttpFigures } from '../http/http-server.js';

/** What the HTTP server has answered and refused; none without a server. */
export function httpFamilies(figures: HttpFigures | undefined): readonly MetricFamily[] {
  if (figures === undefined) return [];
  const { requests, refusedConnections, refusedRequests } = figures;
  return [
    counter('requests', 'HTTP requests that the daemon received, also those that it refused.', requests),
    counter('refused_connections', 'Connections that were closed because of a limit.', refusedConnections),
    counter('refused_requests', 'HTTP requests without a known password or token.', refusedRequests),
  ];
}

function counter(name: string, help: string, value: number): MetricFamily {
  return {
    ...{ name: `qgauge_http_${name}_total`, type: 'counter', help },
    samples: [{ labels: '', value }],
  };
}
