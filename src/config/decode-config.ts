import { type ChannelConfig, type Config, DEFAULT_SINK, type SinkConfig } from './config.js';
import type { DeclaredConfig, DeclaredGuest, DeclaredSink, Quantity } from './declared-config.js';
import { decodeDuration, decodePolling, decodeSize } from './quantities.js';

/** Converts a configuration to base units. Expects that every rule holds. */
export function decodeConfig(declared: DeclaredConfig): Config {
  const { timeouts = {}, guests = [], expected = [], sinks = [] } = declared;
  const expectedGuests = guests.flatMap(({ name, expected }) =>
    expected && name !== undefined ? [name] : [],
  );
  return {
    intervalSeconds: decodeDuration(declared.interval),
    slowIntervalSeconds: decodeDuration(declared.slowInterval),
    timeouts: {
      greetingMs: milliseconds(timeouts.greeting),
      commandMs: milliseconds(timeouts.command),
      slowCommandMs: milliseconds(timeouts.slowCommand),
      guestMs: milliseconds(timeouts.guest),
    },
    hold: declared.hold,
    polling: decodePolling(declared.polling),
    guests: guests.flatMap(({ name, address, hold }) =>
      address === undefined ? [] : { name, address, hold },
    ),
    discover: declared.discover ?? (guests.some(isFoundByName) ? true : undefined),
    expected: [...new Set([...expected, ...expectedGuests])],
    holdByName: new Map(guests.filter(isFoundByName).flatMap(({ name, hold }) => nameHold(name, hold))),
    procfs: declared.procfs,
    sysfs: declared.sysfs,
    cgroup: declared.cgroup,
    numa: declared.numa,
    guestStats: declared.guestStats,
    channels: guests.flatMap(decodeChannel),
    agent: declared.agent,
    sinks: sinks.map(decodeSink),
  };
}

/** A guest without an address is one of those that are discovered. */
function isFoundByName({ address }: DeclaredGuest): boolean {
  return address === undefined;
}

function nameHold(
  name: string | undefined,
  hold: boolean | undefined,
): readonly (readonly [string, boolean])[] {
  return name === undefined || hold === undefined ? [] : [[name, hold]];
}

function decodeChannel({ name, channel }: DeclaredGuest): readonly ChannelConfig[] {
  if (name === undefined || channel === undefined) return [];
  const { connect, listen, ...options } = channel;
  if (connect !== undefined) return [{ name, way: 'connect', path: connect, options }];
  return listen === undefined ? [] : [{ name, way: 'listen', path: listen, options }];
}

function milliseconds(duration: Quantity | undefined): number | undefined {
  const seconds = decodeDuration(duration);
  return seconds === undefined ? undefined : Math.ceil(seconds * 1000);
}

function decodeSink({ spool, ...sink }: DeclaredSink): SinkConfig {
  return {
    ...DEFAULT_SINK,
    ...sink,
    spool: spool && { directory: spool.directory, limitBytes: decodeSize(spool.limit) },
  };
}
