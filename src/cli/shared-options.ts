import { flag, option } from './typed-option.js';
import { parseDurationOption } from './usage.js';

/** Gathers the values of an option that may be repeated. */
export function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export const SOCKET = option(
  '--socket <address>',
  'ask this monitor (unix:/path, /path or tcp:host:port); repeatable',
  { parse: append, default: [], shown: 'every QEMU on this host' },
);

/** Seconds. */
export const TIMEOUT = option('--timeout <duration>', 'time limit of the whole run, such as 500ms or 10s', {
  parse: parseDurationOption,
  default: 3,
  shown: '3s',
});

export const JSON_OUTPUT = flag('--json', 'print JSON');

/** Options of the commands that speak to one monitor. */
export const MONITOR_OPTIONS = {
  control: flag('--control', 'allow commands that may change the guest'),
  unstable: flag('--unstable', 'allow commands that QEMU marks as unstable (x-…); some abort some versions'),
  /** Seconds. */
  timeout: option('--timeout <duration>', 'time limit of a reply, such as 500ms or 2m', {
    parse: parseDurationOption,
    default: 10,
    shown: '10s',
  }),
};

/** How the commands that take one monitor describe it. */
export const MONITOR_ADDRESS = 'a QMP monitor: unix:/path, /path or tcp:host:port';
