import type { ControlReach } from '../control/control.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { expectRunning } from './run-states.js';
import { type PowerMode, shutdownByAgent } from './shutdown-by-agent.js';
import { orTooLate } from './too-late.js';
import { untilOff } from './until-off.js';

/** A guest may stop services for as long as its own limits say. */
const USUAL_MS = 120_000;

/** How to shut a guest down. */
export interface ShutdownOptions extends CallOptions {
  /** (default: both) */
  readonly mode?: PowerMode | undefined;
}

/** How a guest has shut down. */
export interface ShutDown {
  /** Who was asked. */
  readonly by: 'acpi' | 'agent';
  /** Whether QEMU has ended too; one that was started with `-no-shutdown` stays, and holds the machine. */
  readonly hasEnded: boolean;
}

/**
 * Shuts the guest down in order, by its agent (guest-shutdown) or its power button (system_powerdown), and waits until it has
 * done so. QEMU reports the press of the button even where nobody in the guest reacts.
 *
 * @throws {ControlRefusedError} when the guest does not run
 * @throws {NoAgentError} when there is no agent, with mode `agent`
 * @throws {ControlError} when it has not shut down at the deadline (default: two minutes)
 */
export async function shutdown(
  reach: ControlReach,
  { mode = 'both', ...options }: ShutdownOptions = {},
): Promise<ShutDown> {
  return reach.control.call('shutdown', { usualMs: USUAL_MS, ...options }, async (call) => {
    await expectRunning(reach);
    const by = (await shutdownByAgent(call, reach, mode, 'powerdown')) ? 'agent' : 'acpi';
    if (by === 'acpi') await call.qemu('system_powerdown');
    const off = await orTooLate(untilOff(call, reach, 'the guest to shut down'), MEANING[by](reach.name));
    return { by, hasEnded: off !== 'held' };
  });
}

/** What it means that a guest has not shut down in time. */
export const MEANING: { readonly [by in ShutDown['by']]: (name: string) => string } = {
  acpi: (name) =>
    `the guest has not shut down: it may still do so, or ignore its power button; ${lastResort(name)}`,
  agent: (name) => `the guest has not shut down: its agent has taken the order; ${lastResort(name)}`,
};

function lastResort(name: string): string {
  return `'${domCommand('destroy', name)}' ends it`;
}
