const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const object = (description, properties, optional = []) => ({
  description,
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const count = (description) => ({ description, type: 'integer', minimum: 0 });
const seconds = (description) => ({ description, type: 'number', minimum: 0 });
const text = (description) => ({ description, type: 'string' });
const epoch = seconds('Since the epoch.');

/** The bodies of the API, around what the snapshot consists of. */
export const BODIES = {
  sweep: object('The sweep that an answer is of.', {
    version: text('Of qgauge.'),
    discovers: {
      description: 'Every QEMU of the host is measured, and not only the guests that a configuration names.',
      type: 'boolean',
    },
    number: count('From 1 at the start of the daemon.'),
    takenAtSeconds: epoch,
    intervalSeconds: seconds('From one sweep to the next.'),
    isStale: {
      description:
        'The sweep is older than three intervals and 15 seconds: its figures must not pass as present ones.',
      type: 'boolean',
    },
  }),
  snapshotBody: object('All that was measured.', { sweep: ref('sweep'), snapshot: ref('snapshot') }),
  guestsBody: object('The guests, as `qgauge ls --json` lists them.', {
    sweep: ref('sweep'),
    guests: { type: 'array', items: ref('listedGuest') },
    warnings: { type: 'array', items: { type: 'string' } },
  }),
  guestBody: object('All that was measured of one guest.', { sweep: ref('sweep'), guest: ref('guest') }),
  guestStatsBody: object('What a guest may know of itself.', {
    sweep: ref('sweep'),
    guestStats: object('Unknown figures are left out; -1 is no limit.', {
      session: {
        description: 'A random number of 63 bits, which a reader that rounds integers gets wrong.',
        type: 'integer',
        minimum: 1,
      },
      groups: {
        type: 'array',
        items: object('Statistics that are asked for together.', {
          name: text('`session`, `host`, `resources`, `vscsi NAME` or `vnet MAC`.'),
          stats: {
            type: 'array',
            items: object(
              'A figure, or a text without type and units.',
              {
                name: text('As in the document of VMware.'),
                value: { type: ['integer', 'string'] },
                type: { enum: ['static', 'instant', 'accumulate'] },
                units: text('Empty for a count.'),
              },
              ['type', 'units'],
            ),
          },
        }),
      },
    }),
  }),
  hostBody: object('All that was measured of the host.', {
    sweep: ref('sweep'),
    host: {
      type: 'object',
      properties: {
        memoryBytes: { type: 'integer', minimum: 0 },
        sample: ref('hostSample'),
        rates: ref('hostRates'),
      },
      additionalProperties: false,
    },
  }),
  event: object(
    'Something that happened to a guest.',
    {
      number: count('From 1 at the start of the daemon.'),
      atSeconds: epoch,
      kind: {
        description:
          '`came` and `went`: it is in the snapshot now, or no longer. `state`, `verdict`: these changed. `session`: another life of the guest began. `problem-began`, `problem-ended`: it does not answer, or answers again. `qemu`: an event of QEMU, at a guest whose monitor is held.',
        enum: ['came', 'went', 'state', 'session', 'verdict', 'problem-began', 'problem-ended', 'qemu'],
      },
      guest: text('Its name.'),
      uuid: text('Its UUID.'),
      pid: count('Of its QEMU.'),
      from: text('The value before.'),
      to: text('The value after.'),
      message: text('For people.'),
      name: text("Of QEMU's event."),
    },
    ['uuid', 'pid', 'from', 'to', 'message', 'name'],
  ),
  eventsBody: object('What happened to the guests, oldest first.', {
    first: count('The number of the oldest event that is kept; 0 without any.'),
    last: count('The number of the last event; 0 without any.'),
    events: { type: 'array', items: ref('event') },
  }),
  historyBody: object('What a guest did lately.', {
    guest: text('Its name.'),
    resolution: { enum: ['sweep', 'minute'] },
    columns: {
      description: 'What the members of each row are: `takenAtSeconds`, then what was asked for.',
      type: 'array',
      items: { type: 'string' },
    },
    rows: {
      description: 'Oldest first. A figure is null where unknown.',
      type: 'array',
      items: { type: 'array', items: { type: ['number', 'null'] } },
    },
  }),
  selfBody: object('The daemon itself.', {
    version: text('Of qgauge.'),
    node: text('The version of Node.js.'),
    pid: count('Of the daemon.'),
    startedAtSeconds: epoch,
    sweep: { description: 'Null before the first sweep has ended.', oneOf: [ref('sweep'), { type: 'null' }] },
    self: {
      description: 'What measuring costs. Null before the first sweep has ended.',
      oneOf: [ref('self'), { type: 'null' }],
    },
    history: object('What the history occupies.', {
      bytes: count('Now.'),
      budgetBytes: count('At most.'),
    }),
    events: object('Which events are kept.', {
      first: count('The number of the oldest; 0 without any.'),
      last: count('The number of the last; 0 without any.'),
      capacity: count('How many are kept.'),
    }),
    http: {
      description: 'What the HTTP server has received and refused since its start.',
      oneOf: [ref('httpFigures'), { type: 'null' }],
    },
  }),
  httpFigures: object('Counters.', {
    requests: count('Received, also those that were refused.'),
    refusedConnections: count('Closed because of a limit.'),
    refusedRequests: count('Without a known password or token.'),
  }),
  errorBody: object('Why there is no other answer.', {
    error: object('', { code: text('Stable; for programs.'), message: text('For people.') }),
  }),
};
