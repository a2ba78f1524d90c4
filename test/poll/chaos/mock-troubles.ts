import { once } from 'node:events';
import { connect } from 'node:net';
import type { Fault } from '../../../mock-qemu/index.js';
import type { MockPlace } from './mock-place.js';
import type { Actor } from './torment.js';
import type { Expectation } from './truth.js';

/** The poller's timeouts for a reply that never arrives; see chaos-mock.built.test.ts. */
export const COMMAND_MS = 400;
export const GREETING_MS = 300;
const LIMITS_MS = COMMAND_MS + GREETING_MS;

/** Answers fail, each in its own way, until the poller's timeout. */
const AMISS: Expectation = { answers: 'some', lingersMs: LIMITS_MS };
/** The end of these is not even visible to a probe. */
const REFUSED: Expectation = { answers: 'some', lingersMs: LIMITS_MS, backsOff: true };
const SILENT: Expectation = { answers: 'none', problems: ['hung', 'busy'], lingersMs: LIMITS_MS };
const HARMLESS: Expectation = { answers: 'all' };

function faulty(fault: Fault, expects: Expectation): Actor<MockPlace> {
  const { kind, ...options } = fault;
  const details = Object.values(options).join(' ');
  return {
    name: details === '' ? kind : `${kind} ${details}`,
    lasts: [200, 3000],
    expects,
    begin: async ({ mock }) => {
      mock.fault(kind, options);
      return async () => mock.heal(kind);
    },
  };
}

const FAULTS: readonly Actor<MockPlace>[] = [
  faulty({ kind: 'hang' }, AMISS),
  faulty({ kind: 'hang', command: 'query-blockstats' }, AMISS),
  faulty({ kind: 'delay', ms: 100 }, AMISS),
  faulty({ kind: 'delay', command: 'query-block', ms: 2000 }, { answers: 'some', lingersMs: 2500 }),
  faulty({ kind: 'drop' }, AMISS),
  faulty({ kind: 'drop', command: 'query-status' }, AMISS),
  faulty({ kind: 'close', where: 'accept' }, REFUSED),
  faulty({ kind: 'close', where: 'greeting' }, REFUSED),
  faulty({ kind: 'close', where: 'greeted' }, REFUSED),
  faulty({ kind: 'close', where: 'reply' }, REFUSED),
  faulty({ kind: 'half' }, AMISS),
  faulty({ kind: 'garbage' }, AMISS),
  faulty({ kind: 'oversize', command: 'query-status', mebibytes: 1 }, REFUSED),
  faulty({ kind: 'trickle', ms: 1 }, REFUSED),
  // Its socket is a new one afterwards, and a guest that is known by its socket alone counts as new.
  faulty({ kind: 'refuse' }, { ...REFUSED, newSession: true }),
  faulty({ kind: 'event-flood', perSecond: 1000 }, HARMLESS),
  faulty({ kind: 'stop-reading' }, AMISS),
  faulty({ kind: 'freeze' }, SILENT),
  faulty({ kind: 'wrong-greeting' }, REFUSED),
  faulty({ kind: 'no-greeting' }, REFUSED),
  faulty({ kind: 'duplicate-reply' }, HARMLESS),
  faulty({ kind: 'unknown-id' }, HARMLESS),
];

const RESET: Actor<MockPlace> = {
  name: 'reset',
  lasts: [0, 500],
  expects: { answers: 'all', newSession: true },
  begin: async ({ mock }) => {
    mock.machine.reset();
    return async () => undefined;
  },
};

const PAUSE: Actor<MockPlace> = {
  name: 'pause',
  lasts: [200, 2000],
  expects: HARMLESS,
  begin: async ({ mock }) => {
    mock.machine.stop();
    return async () => mock.machine.cont();
  },
};

/** Another client holds the monitor, or waits while the poller does. */
const TAKEN: Actor<MockPlace> = {
  name: 'taken',
  lasts: [200, 2000],
  expects: { answers: 'some', problems: ['busy', 'hung'], lingersMs: LIMITS_MS },
  begin: async ({ path }) => {
    const client = connect(path);
    client.on('error', () => undefined).resume();
    await once(client, 'connect');
    return async () => {
      client.destroy();
    };
  },
};

/** A guest ends, and later another one with its name gets its socket. */
const REPLACED: Actor<MockPlace> = {
  name: 'replaced',
  lasts: [0, 1500],
  expects: { answers: 'some', backsOff: true },
  begin: async (place) => {
    await place.close();
    return () => place.open();
  },
};

export const MOCK_TROUBLES: readonly Actor<MockPlace>[] = [
  ...FAULTS,
  RESET,
  PAUSE,
  TAKEN,
  REPLACED,
  REPLACED,
  REPLACED,
];
