const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const json = (description, name) => ({ description, content: { 'application/json': { schema: ref(name) } } });
const plain = (description) => ({ description, content: { 'text/plain': { schema: { type: 'string' } } } });
const parameter = (name, description, schema, required = false) => ({
  name,
  in: 'query',
  description,
  required,
  schema,
});
const number = { type: 'number', minimum: 0 };

const NOT_READY = { 503: json('The first sweep has not ended yet.', 'errorBody') };
const UNCHANGED = { 304: { description: 'The sweep is still that of the `If-None-Match`.' } };
const WRONG = { 400: json('A parameter is not valid.', 'errorBody') };
const NO_GUEST = { 404: json('There is no such guest.', 'errorBody') };

/** What can be asked for, with GET and HEAD. */
export const PATHS = {
  '/api/v1/guests': get('List the guests', {
    200: json('The guests of the last sweep.', 'guestsBody'),
    ...UNCHANGED,
    ...WRONG,
    ...NOT_READY,
  }),
  '/api/v1/guests/{name}': get(
    'All that was measured of one guest',
    { 200: json('The guest.', 'guestBody'), ...UNCHANGED, ...WRONG, ...NO_GUEST, ...NOT_READY },
    [{ name: 'name', in: 'path', description: 'Its name.', required: true, schema: { type: 'string' } }],
  ),
  '/api/v1/guests/{name}/guest-stats': get(
    'What a guest may know of itself',
    {
      200: json('Its statistics.', 'guestStatsBody'),
      ...UNCHANGED,
      ...WRONG,
      404: json('There is no such guest, or the daemon does not measure this.', 'errorBody'),
      ...NOT_READY,
    },
    [{ name: 'name', in: 'path', description: 'Its name.', required: true, schema: { type: 'string' } }],
  ),
  '/api/v1/snapshot': get(
    'All that was measured',
    {
      200: json('The last sweep.', 'snapshotBody'),
      304: { description: 'As elsewhere; with `after`: no later sweep has ended within 30 seconds.' },
      ...WRONG,
      503: json(
        'The first sweep has not ended yet; with `after`: too many requests wait already, and `Retry-After` says when to ask again.',
        'errorBody',
      ),
    },
    [parameter('after', 'Wait up to 30 seconds for a later sweep than the one with this number.', number)],
  ),
  '/api/v1/host': get('All that was measured of the host', {
    200: json('The host.', 'hostBody'),
    ...UNCHANGED,
    ...WRONG,
    ...NOT_READY,
  }),
  '/api/v1/events': get(
    'What happened to the guests',
    { 200: json('Events, oldest first.', 'eventsBody'), ...WRONG },
    [
      parameter('after', 'Only events after the one with this number (default: 0).', number),
      parameter('limit', 'At most so many (default: 1000).', { type: 'integer', minimum: 0, maximum: 10000 }),
      parameter('guest', 'Only those of the guest with this name.', { type: 'string' }),
    ],
  ),
  '/api/v1/history': get(
    'What a guest did lately',
    { 200: json('Rows of figures, oldest first.', 'historyBody'), ...WRONG, ...NO_GUEST },
    [
      parameter('guest', 'Its name.', { type: 'string' }, true),
      parameter('series', 'The names of the series, separated by commas (default: all).', { type: 'string' }),
      parameter('resolution', 'Each sweep of 15 minutes, or each minute of 24 hours (default: sweep).', {
        enum: ['sweep', 'minute'],
      }),
      parameter('after', 'Only rows after this time, in seconds since the epoch (default: 0).', number),
    ],
  ),
  '/api/v1/self': get('The daemon itself', { 200: json('Its figures.', 'selfBody'), ...WRONG }),
  '/metrics': get('Metrics for Prometheus', {
    200: plain('Text format 0.0.4, or OpenMetrics 1.0 where the request prefers it.'),
    ...NOT_READY,
  }),
  '/metrics/libvirt': get('The same figures under the names of the libvirt exporters', {
    200: plain('As /metrics.'),
    ...NOT_READY,
  }),
  '/healthz': get('Whether the daemon runs', { 200: plain('It does.') }),
  '/readyz': get('Whether the daemon has measured lately', {
    200: plain('It has.'),
    503: plain('It has not, and since when.'),
  }),
  '/openapi.json': get('This document', {
    200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
  }),
};

function get(summary, responses, parameters = []) {
  return { get: { summary, ...(parameters.length > 0 ? { parameters } : {}), responses } };
}
