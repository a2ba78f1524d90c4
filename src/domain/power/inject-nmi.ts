import type { ControlReach } from '../control/control.js';
import type { CallOptions } from '../control/control-options.js';

/**
 * Injects a non-maskable interrupt into the guest: inject-nmi. Many systems take it as the order to write a dump and to reset. A
 * guest that is stopped gets it when it runs. QEMU does not tell what the guest makes of it.
 */
export async function injectNmi(reach: ControlReach, options: CallOptions = {}): Promise<void> {
  await reach.control.call('injectNmi', options, (call) => call.qemu('inject-nmi'));
}
