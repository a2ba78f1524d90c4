import { type Config, DEFAULT_SINK, type SinkConfig } from './config.js';
import type { DeclaredConfig, DeclaredSink, Quantity } from './declared-config.js';
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
    guests: guests.map(({ name, address }) => ({ name, address })),
    discover: declared.discover,
    expected: [...new Set([...expected, ...expectedGuests])],
    procfs: declared.procfs,
    sysfs: declared.sysfs,
    cgroup: declared.cgroup,
    numa: declared.numa,
    agent: declared.agent,
    sinks: sinks.map(decodeSink),
  };
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
