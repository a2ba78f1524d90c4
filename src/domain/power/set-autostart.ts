import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { type DomainUnit, readUnit } from '../unit.js';

const USUAL_MS = 30_000;

/**
 * Has the guest start with the host, or not: systemctl enable, disable, of the unit of which its QEMU is the main process.
 *
 * @returns the unit that was read back
 * @throws {UnsupportedError} when it has no unit of its own with a file, or the host has no systemd
 * @throws {ControlError} when the unit's file does not say when to start it
 */
export async function setAutostart(
  reach: ControlReach,
  isEnabled: boolean,
  options: CallOptions = {},
): Promise<DomainUnit> {
  const { name } = reach;
  return reach.control.call('setAutostart', { usualMs: USUAL_MS, ...options }, async (call) => {
    const unit = await readUnit(reach);
    if (unit === null)
      throw new UnsupportedError(
        name,
        'no systemd unit starts its QEMU: write one, and start the guest by it',
      );
    if (unit.isTransient)
      throw new UnsupportedError(
        name,
        `its unit ${unit.name} has no file, and is gone with the guest: write one`,
      );
    if (unit.isEnabled === isEnabled) return unit;
    const [order, opposite] = isEnabled ? ['enable', 'disable'] : ['disable', 'enable'];
    await call.program('systemctl', [order, '--', unit.name], {
      undo: { to: 'program', program: 'systemctl', args: [opposite, '--', unit.name] },
    });
    if (call.isDryRun) return unit;
    const now = await readUnit(reach);
    if (now?.isEnabled === isEnabled) return now;
    const why = 'its file has no section [Install], or another unit starts it';
    throw new ControlRefusedError(name, `${unit.name} is not ${order}d afterwards: ${why}`);
  });
}
