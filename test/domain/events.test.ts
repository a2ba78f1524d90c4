import { describe, expect, it } from 'vitest';
import { type EventSource, watchEvents } from '../../src/domain/events.js';
import { MonitorError } from '../../src/monitor/monitor-error.js';
import { ConnectionLostError } from '../../src/protocol/qmp/errors.js';
import { EventStream } from '../../src/protocol/qmp/events.js';

const LOST = new ConnectionLostError({ type: 'unix', path: '/run/vm1/qmp.sock' }, 'lost');

/** A QEMU whose connections are handed out one after the other. */
function sourceOf(streams: readonly (EventStream | Error)[]): EventSource {
  let at = 0;
  return {
    isActive: () => at < streams.length,
    client: async () => {
      const next = streams[at++];
      if (next === undefined || next instanceof Error) throw next;
      return { closed: Promise.resolve(), events: () => next };
    },
    agentPorts: async () => new Set(['agent0']),
  };
}

function streamOf(names: readonly string[], end?: Error): EventStream {
  const stream = new EventStream(() => undefined);
  for (const event of names) stream.push({ event, data: {}, timestampSeconds: 7 });
  stream.end(end);
  return stream;
}

async function namesOf(
  source: EventSource,
  signal = new AbortController().signal,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of watchEvents(source, signal)) names.push(name);
  return names;
}

describe('watchEvents', () => {
  it('passes events on, and ends with QEMU', async () => {
    expect(await namesOf(sourceOf([streamOf(['STOP', 'RESUME'])]))).toEqual(['STOP', 'RESUME']);
  });

  it('tells of a gap once it is connected again', async () => {
    const busy = new MonitorError({ kind: 'busy', message: 'busy' });
    const source = sourceOf([streamOf(['STOP'], LOST), busy, streamOf(['RESUME'])]);
    expect(await namesOf(source)).toEqual(['STOP', 'GAP', 'RESUME']);
  });

  it('misses nothing while its reader looks at a gap', async () => {
    const streams: EventStream[] = [];
    const connect = async () => ({
      closed: Promise.resolve(),
      events: () => {
        const stream = streamOf([]);
        streams.push(stream);
        return stream;
      },
    });
    const agentPorts = async () => new Set<string>();
    const source = { isActive: () => streams.length < 2, client: connect, agentPorts };
    const events = watchEvents(source, new AbortController().signal);
    expect((await events.next()).value).toMatchObject({ name: 'GAP' });
    expect(streams).toHaveLength(2);
    await events.return();
  });

  it('tells of a gap when its reader falls behind', async () => {
    const many = Array.from({ length: 1025 }, () => 'RTC_CHANGE');
    const names = await namesOf(sourceOf([streamOf(many)]));
    expect(names.slice(0, 2)).toEqual(['GAP', 'RTC_CHANGE']);
    expect(names).toHaveLength(1025);
  });

  it('ends quietly with its signal', async () => {
    const controller = new AbortController();
    const open = new EventStream(() => undefined);
    const names = namesOf(sourceOf([open]), controller.signal);
    controller.abort(new Error('enough'));
    expect(await names).toEqual([]);
  });

  it('passes on what is no loss of the connection', async () => {
    await expect(namesOf(sourceOf([new TypeError('a fault')]))).rejects.toThrow('a fault');
  });

  it("takes only the agent's port for the agent", async () => {
    const stream = new EventStream(() => undefined);
    for (const id of ['spice0', 'agent0'])
      stream.push({ event: 'VSERPORT_CHANGE', data: { id, open: true }, timestampSeconds: 7 });
    stream.end();
    const told: (string | undefined)[] = [];
    for await (const { libvirt } of watchEvents(sourceOf([stream]), new AbortController().signal))
      told.push(libvirt);
    expect(told).toEqual([undefined, 'agent-lifecycle']);
  });
});
