import { DEFAULT_PORT_ID } from '../../domain/guest-channel/plan-port.js';
import { CONTROL_OPTIONS } from '../control/control-options.js';
import { flag, option } from '../typed-option.js';
import { parseDurationOption, UsageError } from '../usage.js';

/** The options of the commands that change the guest. */
export const CHANNEL_CONTROL = {
  ...CONTROL_OPTIONS,
  dryRun: flag('--dry-run', 'print the commands for the monitor, and send none of them'),
  /** Seconds. */
  deadline: option('--deadline <duration>', 'time limit of the change, until it is seen', {
    parse: parseDurationOption,
    shown: '20s',
  }),
};

/** The ends of a port, in the words of the configuration. */
export const CONNECT = option('--connect <path>', 'QEMU listens at this socket, and qgauge connects');
export const LISTEN = option('--listen <path>', 'qgauge listens at this socket, and QEMU connects');

export const ID = option('--id <id>', 'id of the port and of its character device', {
  parse: parseId,
  default: DEFAULT_PORT_ID,
});

/** The port itself is found by its name. */
export const LEFT_ID = option('--id <id>', 'where only a card is left, the id that its port had', {
  parse: parseId,
  default: DEFAULT_PORT_ID,
});

/** The name of the bus `ID-bus.0` has to fit into the 127 characters by which QEMU looks for a bus. */
const MAX_ID = 100;

/** As QEMU has it. */
function parseId(text: string): string {
  if (text.length <= MAX_ID && /^[A-Za-z][A-Za-z0-9._-]*$/.test(text)) return text;
  throw new UsageError(
    `'${text}' is not a valid id: expected a letter, and then letters, digits, '-', '.' and '_', at most ${MAX_ID} in all`,
  );
}

/** Which end a command line names. */
export interface NamedEnd {
  readonly way: 'connect' | 'listen';
  readonly path: string;
}

/** @returns `undefined` when neither is named. @throws {UsageError} when both are, or a path is empty */
export function endOf({
  connect,
  listen,
}: {
  readonly connect?: string | undefined;
  readonly listen?: string | undefined;
}): NamedEnd | undefined {
  if (connect !== undefined && listen !== undefined) {
    throw new UsageError(
      '--connect and --listen exclude each other: one side listens, and the other one connects',
    );
  }
  const path = connect ?? listen;
  if (path === undefined) return undefined;
  if (!path.startsWith('/'))
    throw new UsageError(`'${path}' is not a valid path of a socket: expected an absolute one`);
  return { way: listen === undefined ? 'connect' : 'listen', path };
}
