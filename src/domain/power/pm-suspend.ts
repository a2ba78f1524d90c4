import type { DomainState } from '../../model/domain-info.js';
import { readRunStatus } from '../../qemu/status.js';
import { expectCommand } from '../agent/expect-command.js';
import type { ControlReach } from '../control/control.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { UnsupportedError } from '../domain-error.js';
import { state } from '../state.js';
import { expectRunning } from './run-states.js';
import { orTooLate } from './too-late.js';
import { untilOff } from './until-off.js';
import { canWakeUp } from './wakeup.js';

/** Where a guest keeps its state while it sleeps: in its memory, on its disk, or on both. */
export const SLEEP_TARGETS = ['mem', 'disk', 'hybrid'] as const;
export type SleepTarget = (typeof SLEEP_TARGETS)[number];

const COMMANDS: { readonly [target in SleepTarget]: string } = {
  mem: 'guest-suspend-ram',
  disk: 'guest-suspend-disk',
  hybrid: 'guest-suspend-hybrid',
};

/** Writing the memory to a disk takes its time. */
const USUAL_MS = 60_000;
/**
 * An agent says within this time that it cannot. To find out whether the memory fits on the disk takes the guest seconds; its
 * end, where it does, ends the silence.
 */
const SILENCE_MS: { readonly [target in SleepTarget]: number } = { mem: 2000, disk: 10_000, hybrid: 10_000 };

/**
 * Has the guest's system sleep, by its agent, and waits until it does: guest-suspend-ram, whose success is silence. A guest that
 * sleeps on its disk has shut down, and its QEMU has ended, unless it was started with `-no-shutdown`.
 *
 * @returns the state that was read back; `undefined` when QEMU has ended
 * @throws {ControlRefusedError} when the guest does not run
 * @throws {UnsupportedError} when nothing could wake the machine up
 * @throws {NoAgentError} when there is no agent
 */
export async function pmSuspend(
  reach: ControlReach,
  target: SleepTarget,
  options: CallOptions = {},
): Promise<DomainState | undefined> {
  const { name, qmp, options: ask } = reach;
  return reach.control.call('pmSuspend', { usualMs: USUAL_MS, ...options }, async (call) => {
    await expectRunning(reach);
    if (target !== 'disk' && !(await canWakeUp(reach)))
      throw new UnsupportedError(name, 'nothing could wake it up again: its machine cannot sleep');
    await expectCommand(reach, COMMANDS[target]);
    const advice = target === 'disk' ? undefined : domCommand('dompmwakeup', name);
    await call.agent(COMMANDS[target], undefined, { silenceMs: SILENCE_MS[target], advice });
    const meaning = 'its agent has taken the order, and the guest does not sleep';
    if (target === 'disk') {
      const off = await orTooLate(untilOff(call, reach, 'the guest to sleep on its disk'), meaning);
      return off === 'ended' ? undefined : state(reach);
    }
    const asleep = call.until('the guest to sleep', {
      event: ({ event }) => (event === 'SUSPEND' ? true : undefined),
      query: async () => ((await readRunStatus(qmp, ask)).runState === 'suspended' ? true : undefined),
    });
    await orTooLate(asleep, meaning);
    return state(reach);
  });
}
