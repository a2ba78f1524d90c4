import { Duplex } from 'node:stream';
import { type ChardevEnd, findChardevEnd, openChardevEnd } from '../../monitor/chardev-end.js';
import { formatAddress } from '../../protocol/transport/address.js';
import type { Chardev } from '../../qemu/chardevs.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';

/**
 * Opens the host's end of a character device as the last step of a call; in a dry run, the stream is at its end.
 *
 * @param what for the message, e.g. `console serial0`
 * @throws {ControlRefusedError} when it is neither a socket nor a pty, or another client has it
 */
export async function openChardev(
  { name, target, procRoot }: ControlReach,
  call: ControlCall,
  what: string,
  { filename }: Chardev,
): Promise<Duplex> {
  const end = await findChardevEnd(procRoot, target, filename);
  if ('why' in end) throw new ControlRefusedError(name, `${terminalSafe(what, 100)}: ${end.why}`);
  // QEMU makes its pty raw; who had it open since may have left it otherwise.
  if (end.type === 'pty') await call.program('stty', ['-F', end.path, 'raw', '-echo']);
  const stream = await call.open(placeOf(end), (signal) => openChardevEnd(end, signal));
  return stream ?? Duplex.from([]);
}

function placeOf(end: ChardevEnd): string {
  return end.type === 'socket' ? formatAddress(end.address) : end.path;
}
