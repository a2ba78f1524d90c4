import type { DomainState } from '../../model/domain-info.js';
import { readRunStatus } from '../../qemu/status.js';
import { messageOf, UnfinishedError } from '../../support/errors.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { domCommand, type Step } from '../control/step.js';
import { UnsupportedError } from '../domain-error.js';
import { state } from '../state.js';
import { type DeclaredActions, readDeclaredActions } from './declared-actions.js';
import { expectResets, untilReset } from './reset.js';
import { expectRunning } from './run-states.js';
import { MEANING, type ShutDown, type ShutdownOptions } from './shutdown.js';
import { shutdownByAgent } from './shutdown-by-agent.js';
import { orTooLate } from './too-late.js';
import { untilOff } from './until-off.js';

const USUAL_MS = 120_000;

/** How a guest was booted anew, and its state that was read back. */
export interface Rebooted extends Pick<ShutDown, 'by'> {
  readonly state: DomainState;
}

/**
 * Boots the guest anew, in order: by its agent, or by its power button. A button only shuts down: QEMU is told not to end then
 * (set-action), the machine is reset when the guest has shut down, and started again; what QEMU does at a shutdown is put back in
 * any case. Resolves when the machine was reset, and not when the guest has booted.
 *
 * @throws {ControlRefusedError} when the guest does not run, or QEMU was started with -no-reboot
 * @throws {NoAgentError} when there is no agent, with mode `agent`
 * @throws {UnsupportedError} by its button, when QEMU has no set-action (before 6.0) and was started without -no-shutdown
 */
export async function reboot(
  reach: ControlReach,
  { mode = 'both', ...options }: ShutdownOptions = {},
): Promise<Rebooted> {
  return reach.control.call('reboot', { usualMs: USUAL_MS, ...options }, async (call) => {
    await expectRunning(reach);
    expectResets(reach);
    if (await shutdownByAgent(call, reach, mode, 'reboot')) {
      const meaning = 'its agent has taken the order, and the guest has not reset the machine';
      await orTooLate(untilReset(call, reach, 'the guest to reset the machine'), meaning);
      return { by: 'agent', state: await state(reach) };
    }
    await rebootByButton(call, reach);
    return { by: 'acpi', state: await state(reach) };
  });
}

async function rebootByButton(call: ControlCall, reach: ControlReach): Promise<void> {
  const former = await heldActions(reach);
  const undo: Step = { to: 'qemu', command: 'set-action', args: { shutdown: former.shutdown } };
  const isHeld = former.shutdown === 'pause';
  if (!isHeld) await call.qemu('set-action', { shutdown: 'pause' }, { undo });
  await call.qemu('system_powerdown');
  const off = await orTooLate(
    untilOff(call, reach, 'the guest to shut down'),
    `${MEANING.acpi(reach.name)}; where it shuts down later, nothing starts it again`,
  );
  if (off === 'ended')
    throw new UnsupportedError(reach.name, 'its QEMU has ended, and did not start it again');
  try {
    await startAgain(call, reach);
  } catch (error) {
    const next = `'qgauge dom reset' and '${domCommand('resume', reach.name)}' start it`;
    const why = `the guest has shut down, and was not started again: ${messageOf(error)}; ${next}`;
    throw new UnfinishedError(why, { cause: error });
  }
  if (!isHeld) await call.qemu('set-action', { shutdown: former.shutdown }, { undo });
}

/** Resets a machine that has shut down, and starts it. */
async function startAgain(call: ControlCall, reach: ControlReach): Promise<void> {
  const { qmp, options } = reach;
  const status = () => readRunStatus(qmp, options);
  await call.qemu('system_reset');
  // The run state tells of the reset too: a machine that has shut down cannot be started before.
  await call.until('the reset', {
    event: ({ event }) => (event === 'RESET' ? true : undefined),
    query: async () => ((await status()).runState === 'shutdown' ? undefined : true),
  });
  await call.qemu('cont');
  await call.until('the guest to run', {
    event: ({ event }) => (event === 'RESUME' ? true : undefined),
    query: async () => ((await status()).isRunning ? true : undefined),
  });
}

/** What QEMU does at a shutdown, where that can be changed or need not be. */
async function heldActions(reach: ControlReach): Promise<DeclaredActions> {
  const actions = readDeclaredActions(reach);
  if (actions.shutdown === 'pause' || (await reach.qmp.supports('set-action'))) return actions;
  throw new UnsupportedError(
    reach.name,
    'QEMU before 6.0 has no set-action: by the power button, a guest can be booted anew only where QEMU was started with -no-shutdown; or use the agent, or reset',
  );
}
