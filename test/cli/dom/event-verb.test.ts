import { describe, expect, it } from 'vitest';
import { event } from '../../../src/cli/dom/event-verb.js';
import { type DomainEvent, domainEventOf } from '../../../src/model/domain-event.js';

const GAP: DomainEvent = {
  ...{ atSeconds: 7, name: 'GAP', libvirt: undefined },
  ...{ detail: 'events may be missing', data: { sinceSeconds: 5 } },
};
const happened = (name: string, data = {}) => domainEventOf(name, data, 7);

/** What is printed of events. */
async function printed(
  events: readonly DomainEvent[],
  options: Parameters<typeof event>[2],
  signal = new AbortController().signal,
  out: string[] = [],
) {
  const warnings: string[] = [];
  const domain = {
    name: 'web',
    events: async function* () {
      yield* events;
    },
  };
  const context = {
    ...{ out: (text: string) => void out.push(text), warn: (text: string) => void warnings.push(text) },
    signal,
  };
  const status = await event(domain, [], options, context);
  return { status, out: out.join(''), warnings };
}

const STOPPED = "event 'lifecycle' for domain 'web': Suspended Paused\n";
const RESUMED = "event 'lifecycle' for domain 'web': Resumed Unpaused\n";

describe('event', () => {
  it('ends after the first that is waited for', async () => {
    const events = [happened('RESET'), happened('STOP'), happened('RESUME')];
    expect(await printed(events, { event: 'lifecycle' })).toEqual({
      ...{ status: 0, out: `${STOPPED}events received: 1\n`, warnings: [] },
    });
  });

  it('goes on, and prints no event that libvirt has no name for', async () => {
    const events = [happened('STOP'), happened('JOB_STATUS_CHANGE'), happened('RESUME')];
    expect(await printed(events, { all: true, loop: true })).toEqual({
      ...{ status: 0, out: `${STOPPED}${RESUMED}events received: 2\n`, warnings: [] },
    });
  });

  it('says that events may be missing, which is no event that is waited for', async () => {
    expect(await printed([GAP, happened('STOP')], { all: true })).toEqual({
      ...{ status: 0, out: `${STOPPED}events received: 1\n`, warnings: ['web: events may be missing'] },
    });
  });

  it('prints a line of JSON for each, also where events may be missing', async () => {
    const { status, out } = await printed([GAP, happened('STOP', { a: 2n ** 63n, b: '\u009b' })], {
      ...{ all: true, json: true },
    });
    expect(status).toBe(0);
    const [first = '', second = '', end] = out.split('\n');
    expect(JSON.parse(first)).toEqual({ ...GAP, libvirt: undefined });
    expect(second).toContain('"libvirt":"lifecycle"');
    expect(second).toContain('"data":{"a":9223372036854775808,"b":"\\u009b"}');
    expect(end).toBe('');
  });

  it('has failed when QEMU ended before any', async () => {
    expect(await printed([], { all: true, loop: true })).toEqual({
      ...{ status: 1, out: 'events received: 0\n', warnings: [] },
    });
  });

  it('is interrupted by a signal, and says how many there were', async () => {
    const reason = new Error('interrupted by SIGINT');
    const out: string[] = [];
    await expect(printed([], { all: true }, AbortSignal.abort(reason), out)).rejects.toThrow(reason);
    expect(out).toEqual(['event loop interrupted\nevents received: 0\n']);
  });
});
