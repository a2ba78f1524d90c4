import { Argument } from 'commander';
import { type NamedMonitor, parseNamedMonitor } from '../discover/named-monitor.js';
import { looksLikeAddress } from '../protocol/transport/address.js';
import { CONFIG_FILE } from './context.js';
import { flag, option } from './typed-option.js';
import { parseDurationOption, UsageError } from './usage.js';

/** Gathers the values of an option that may be repeated. */
export function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Monitors, each with the name given to its guest where there is one. */
export const SOCKET = option(
  '--socket <[name=]address>',
  'ask this monitor (unix:/path, /path or tcp:host:port), and call its guest NAME; repeatable',
  { parse: appendMonitor, default: [], shown: 'every QEMU on this host' },
);

function appendMonitor(text: string, before: readonly NamedMonitor[] = []): readonly NamedMonitor[] {
  if (/^\w+$/.test(text) && !looksLikeAddress(text)) {
    throw new UsageError(
      `--socket ${text}: write unix:/path, /path or tcp:host:port; a guest is chosen by its name without --socket`,
    );
  }
  return [...before, parseNamedMonitor(text)];
}

export const CONFIG = option('--config <file>', 'configuration (YAML); options override its keys', {
  shown: `${CONFIG_FILE}, if it exists`,
});

export const CHECK_CONFIG = flag('--check', 'only check that the configuration is valid');

/** Seconds. */
export const TIMEOUT = option('--timeout <duration>', 'time limit of the whole run, such as 500ms or 10s', {
  parse: parseDurationOption,
  shown: '3s',
});

export const DIRECT = flag('--direct', 'ask the guests, also where qgauge serve measures them');

export const JSON_OUTPUT = flag('--json', 'print JSON');

export const WIDE = flag('--wide', 'print every column, also on a terminal that is too narrow');

/** The same of a command whose tables and trees have no columns to leave out. */
export const UNCUT = flag('--wide', 'cut no line, also on a terminal that is too narrow');

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

const GUEST = "a guest's name, UUID or pid, or the address of its monitor";

export function guestArgument(): Argument {
  return new Argument('<guest>', GUEST);
}

export function guestsArgument(): Argument {
  return new Argument('[guests...]', GUEST).default([], 'every guest on this host');
}
