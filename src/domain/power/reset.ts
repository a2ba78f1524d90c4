import type { DomainState } from '../../model/domain-info.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { state } from '../state.js';
import { readDeclaredActions } from './declared-actions.js';

/**
 * Resets the machine at once, as its reset button does: system_reset. What the guest has not written to its disks is lost; its
 * counters start anew. A guest that was stopped stays so.
 *
 * @returns the state that was read back
 * @throws {ControlRefusedError} when QEMU was started with -no-reboot: it would end
 */
export async function reset(reach: ControlReach, options: CallOptions = {}): Promise<DomainState> {
  return reach.control.call('reset', options, async (call) => {
    expectResets(reach);
    await call.qemu('system_reset');
    await untilReset(call, reach, 'the reset');
    return state(reach);
  });
}

/**
 * Expects a QEMU that resets its machine, and does not end instead. What set-action has changed meanwhile is not known, nor
 * always how it was started, such as on another host.
 *
 * @throws {ControlRefusedError} when it was started to end
 */
export function expectResets(reach: ControlReach): void {
  if (declaredReboot(reach) !== 'shutdown') return;
  const why = 'its QEMU was started with -no-reboot, and would end instead of resetting the machine';
  throw new ControlRefusedError(reach.name, `${why}: 'qgauge dom destroy' is what ends it`);
}

function declaredReboot(reach: ControlReach): string | undefined {
  try {
    return readDeclaredActions(reach).reboot;
  } catch (error) {
    if (error instanceof UnsupportedError) return undefined;
    throw error;
  }
}

/** @throws {UnsupportedError} when QEMU shuts the machine down instead */
export async function untilReset(
  call: ControlCall,
  { name }: Pick<ControlReach, 'name'>,
  what: string,
): Promise<void> {
  const seen = await call.until<'RESET' | 'SHUTDOWN'>(what, {
    event: ({ event }) => (event === 'RESET' || event === 'SHUTDOWN' ? event : undefined),
    whenEnded: () => 'SHUTDOWN',
  });
  if (seen === 'SHUTDOWN')
    throw new UnsupportedError(name, 'QEMU has shut the machine down, and has not reset it');
}
