import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';

/** What happens to a guest by itself, in libvirt's words: it shuts down, resets, or its system crashes and says so (pvpanic). */
export const LIFECYCLE_TYPES = ['poweroff', 'reboot', 'crash'] as const;
export type LifecycleType = (typeof LIFECYCLE_TYPES)[number];

/** What is done then, in libvirt's words. */
export const LIFECYCLE_ACTIONS = [
  'destroy',
  'restart',
  'rename-restart',
  'preserve',
  'coredump-destroy',
  'coredump-restart',
] as const;
export type LifecycleAction = (typeof LIFECYCLE_ACTIONS)[number];

/** The arguments of set-action. */
export interface QemuActions {
  readonly shutdown?: 'poweroff' | 'pause';
  readonly reboot?: 'reset' | 'shutdown';
  readonly panic?: 'pause' | 'shutdown';
}

/** What QEMU can do by itself. */
const OF_QEMU: { readonly [type in LifecycleType]: { readonly [action in LifecycleAction]?: QemuActions } } =
  {
    poweroff: { destroy: { shutdown: 'poweroff' }, preserve: { shutdown: 'pause' } },
    reboot: { destroy: { reboot: 'shutdown' }, restart: { reboot: 'reset' } },
    crash: { destroy: { panic: 'shutdown' }, preserve: { panic: 'pause' } },
  };

/**
 * Sets what QEMU does when the guest shuts down, resets, or crashes: set-action, until QEMU ends. No command tells what is set.
 *
 * @returns what QEMU was told
 * @throws {ControlRefusedError} for what only a daemon that watches the guest could do
 * @throws {UnsupportedError} when QEMU has no set-action
 */
export async function setLifecycleAction(
  reach: ControlReach,
  type: LifecycleType,
  action: LifecycleAction,
  options: CallOptions = {},
): Promise<QemuActions> {
  const { name, qmp } = reach;
  return reach.control.call('setLifecycleAction', options, async (call) => {
    const actions = OF_QEMU[type][action];
    if (actions === undefined) throw new ControlRefusedError(name, whyNot(type, action));
    if (!(await qmp.supports('set-action')))
      throw new UnsupportedError(
        name,
        'QEMU before 6.0 has no set-action: start it with -no-shutdown or -no-reboot',
      );
    await call.qemu('set-action', { ...actions });
    return actions;
  });
}

function whyNot(type: LifecycleType, action: LifecycleAction): string {
  const can = Object.keys(OF_QEMU[type]).join(' or ');
  const instead = 'a systemd unit of it with Restart= starts it again';
  return `QEMU cannot do '${action}' by itself on '${type}', only ${can}; ${instead}`;
}
