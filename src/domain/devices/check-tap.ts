import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { QemuProperties } from '../../model/attachment.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { ControlRefusedError } from '../control/control-error.js';
import { sharesNetwork } from '../interfaces.js';
import type { Reach } from '../reach.js';

/**
 * Refuses a tap that is missing on this host: a QEMU that may would make one, to which nothing is connected.
 *
 * @throws {ControlRefusedError} unless a script connects it, or QEMU is in another network namespace or on another host
 */
export function checkTap(
  reach: Pick<Reach, 'name' | 'process' | 'target' | 'procRoot' | 'sysRoot'>,
  { type, ifname, script }: QemuProperties = {},
): void {
  if (type !== 'tap' || typeof ifname !== 'string' || script !== 'no') return;
  if (reach.process === undefined || !sharesNetwork(reach)) return;
  if (existsSync(join(reach.sysRoot, 'class', 'net', ifname))) return;
  throw new ControlRefusedError(
    reach.name,
    `this host has no tap '${terminalSafe(ifname, 60)}': make it first, as by 'ip tuntap add ${terminalSafe(ifname, 60)} mode tap'`,
  );
}
