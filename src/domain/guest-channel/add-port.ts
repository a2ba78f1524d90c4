import { CommandError } from '../../protocol/qmp/errors.js';
import { readChardevs } from '../../qemu/chardevs.js';
import { readSerialBuses, type SerialPort } from '../../qemu/serial-ports.js';
import { messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type PlugCommand, PORT_NAME, type PortPlan } from './plan-port.js';
import { PortError } from './port-error.js';
import { type PlugClient, unplug } from './unplug.js';

/** How to plug a port in. */
export interface AddPortOptions {
  /** The guest's name, for messages. */
  readonly guest: string;
  /** Ends it; what has been changed is undone. */
  readonly signal?: AbortSignal | undefined;
  /** How long the guest may take to release a card when that is undone, in milliseconds (default: 10000). */
  readonly unplugMs?: number | undefined;
}

/** A port as QEMU shows it. */
export interface AddedPort {
  readonly port: SerialPort;
  /** As query-chardev has it, e.g. `disconnected:unix:/run/vm1/qgauge.sock,server=on`. */
  readonly filename: string;
}

/**
 * Carries a plan out, and reads back what QEMU has then. Half of it is undone when the rest fails.
 *
 * @throws {PortError} when QEMU refuses; the message says what is left of it
 */
export async function addPort(
  qmp: PlugClient,
  plan: PortPlan,
  { guest, signal, unplugMs }: AddPortOptions,
): Promise<AddedPort> {
  const sent: PlugCommand[] = [];
  try {
    for (const command of plan.commands) {
      signal?.throwIfAborted();
      sent.push(command);
      await send(qmp, command, signal).catch((error: unknown) => {
        // What QEMU has refused is not there, or not ours.
        if (error instanceof CommandError) sent.pop();
        throw error;
      });
    }
    return await readBack(qmp, plan, signal);
  } catch (error) {
    const left = await undo(qmp, sent, unplugMs);
    if (signal?.aborted && left.length === 0) throw error;
    const why = error instanceof CommandError ? terminalSafe(error.description, 300) : messageOf(error);
    const rest = left.length === 0 ? 'nothing is left of it in the machine' : left.join('; ');
    throw new PortError(guest, `the port was not plugged in: ${why}; ${rest}`, { cause: error });
  }
}

async function send(qmp: PlugClient, command: PlugCommand, signal: AbortSignal | undefined): Promise<void> {
  if (command.execute === 'chardev-add') await qmp.execute(command.execute, command.arguments, { signal });
  else await qmp.execute(command.execute, command.arguments, { signal });
}

/** @throws {Error} when QEMU has accepted everything, and shows no port */
async function readBack(
  qmp: PlugClient,
  { bus }: PortPlan,
  signal: AbortSignal | undefined,
): Promise<AddedPort> {
  const buses = await readSerialBuses(qmp, { signal });
  const port = buses.find(({ name }) => name === bus)?.ports.find(({ name }) => name === PORT_NAME);
  const chardev = (await readChardevs(qmp, { signal })).find(({ label }) => label === port?.chardev);
  if (port !== undefined && chardev !== undefined) return { port, filename: chardev.filename };
  throw new Error('QEMU has accepted the port, and does not show it');
}

/** Undoes commands, the last one first. @returns what is left, and how to remove it */
async function undo(
  qmp: PlugClient,
  sent: readonly PlugCommand[],
  unplugMs: number | undefined,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const {
    execute,
    arguments: { id = '' },
  } of [...sent].reverse()) {
    const isDevice = execute === 'device_add';
    const what = isDevice ? `the device ${id}` : `the character device ${id}`;
    try {
      if (!isDevice) await qmp.execute('chardev-remove', { id });
      else if (!(await unplug(qmp, id, { unplugMs })))
        left.push(`${what} goes when the guest has released it`);
    } catch (error) {
      // Without an answer it may have been carried out or not: if not, QEMU says that there is no such device.
      if (!(error instanceof CommandError)) left.push(`${what} may be left (${messageOf(error)})`);
    }
  }
  return left;
}
