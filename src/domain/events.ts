import { type DomainEvent, domainEventOf } from '../model/domain-event.js';
import { MonitorError } from '../monitor/monitor-error.js';
import { QmpError } from '../protocol/qmp/errors.js';
import { Backoff } from '../support/backoff.js';
import { sleep, untilAborted } from '../support/deadline.js';

const RETRY = { baseMs: 250, capMs: 4000 };
/** A connection that has lasted longer was a good one. */
const LASTING_SECONDS = 1;

/** What events are read from. */
export interface EventSource {
  /** The present connection, else a new one. */
  readonly client: () => Promise<EventClient>;
  /** The ids of the ports at which a guest agent is spoken to. */
  readonly agentPorts: () => Promise<ReadonlySet<string>>;
  /** Whether there may be further events: QEMU still runs, or is on another host, and its connection is not closed for good. */
  readonly isActive: () => boolean;
}

/** A QMP client, as far as its events go. */
interface EventClient {
  /** Resolves when the connection has ended. */
  readonly closed: Promise<unknown>;
  events(): {
    readonly dropped: number;
    next(): Promise<IteratorResult<RawEvent, unknown>>;
    return(): Promise<unknown>;
  };
}

interface RawEvent {
  readonly event: string;
  readonly data: object;
  readonly timestampSeconds: number | undefined;
}

/**
 * What happens to a guest from now on, in order. Where the connection is lost it is made again, and the event `GAP` says since
 * when events may be missing; so it does for a reader that falls behind. Ends with QEMU, when the connection is closed for good, or
 * when the signal fires.
 */
export async function* watchEvents(
  source: EventSource,
  signal: AbortSignal,
): AsyncGenerator<DomainEvent, void, undefined> {
  const { client, isActive } = source;
  const backoff = new Backoff(RETRY);
  let lostAtSeconds: number | undefined;
  while (!signal.aborted && isActive()) {
    const connected = await untilAborted(client(), signal).catch(unlessOver(signal));
    if (connected === undefined) {
      await sleep(backoff.next(), signal).catch(() => undefined);
      continue;
    }
    const began = now();
    let ended: number | undefined;
    void connected.closed.then(() => {
      ended = now();
    });
    yield* eventsOf(connected, source, lostAtSeconds, signal);
    lostAtSeconds = ended ?? now();
    // A QEMU that accepts and drops connections is not asked without a pause.
    if (lostAtSeconds - began > LASTING_SECONDS) backoff.reset();
    else if (isActive()) await sleep(backoff.next(), signal).catch(() => undefined);
  }
}

/** Ends with the connection. @param lostAtSeconds when the one before it was lost */
async function* eventsOf(
  client: EventClient,
  { agentPorts }: EventSource,
  lostAtSeconds: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<DomainEvent, void, undefined> {
  const stream = client.events();
  let dropped = 0;
  let lastSeconds = now();
  try {
    // After the stream was opened: a reader may take its time over it.
    if (lostAtSeconds !== undefined) yield gapSince(lostAtSeconds);
    for (;;) {
      const next = await untilAborted(stream.next(), signal).catch(unlessOver(signal));
      if (next === undefined || next.done) return;
      if (stream.dropped > dropped) {
        dropped = stream.dropped;
        yield gapSince(lastSeconds);
      }
      const { event, data, timestampSeconds = now() } = next.value;
      lastSeconds = timestampSeconds;
      const told = domainEventOf(event, { ...data }, timestampSeconds);
      yield told.libvirt === 'agent-lifecycle' && !(await isOfAgent(told, agentPorts))
        ? withoutMeaning(told)
        : told;
    }
  } finally {
    await stream.return();
  }
}

/** Every port of the guest tells when a program opens it; where QEMU cannot be asked now, it may be the agent's. */
async function isOfAgent({ data }: DomainEvent, agentPorts: EventSource['agentPorts']): Promise<boolean> {
  const ports = await agentPorts().catch(() => undefined);
  return ports === undefined || (typeof data.id === 'string' && ports.has(data.id));
}

function withoutMeaning(event: DomainEvent): DomainEvent {
  return { ...event, libvirt: undefined, detail: '' };
}

function gapSince(sinceSeconds: number): DomainEvent {
  return {
    ...{ atSeconds: now(), name: 'GAP', libvirt: undefined },
    detail: 'events may be missing: QEMU was not connected to',
    data: { sinceSeconds },
  };
}

/** A connection that was lost, or cannot be made now, does not end the events; a signal that fires ends them without an error. */
function unlessOver(signal: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (signal.aborted || error instanceof MonitorError || error instanceof QmpError) return undefined;
    throw error;
  };
}

function now(): number {
  return Date.now() / 1000;
}
