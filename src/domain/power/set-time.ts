import type { GuestTime } from '../../model/guest-agent.js';
import type { PartFailure } from '../../model/qemu-sample.js';
import { AgentError } from '../../protocol/qga/agent-error.js';
import { CommandError } from '../../protocol/qmp/errors.js';
import { messageOf, UnfinishedError } from '../../support/errors.js';
import { expectCommand } from '../agent/expect-command.js';
import { readTime } from '../agent/time.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';

/** What to set the guest's clock to: a time, the host's own (`now`), or that of the machine's hardware clock (`rtc`). */
export type NewTime = GuestTime | 'now' | 'rtc';

/** The guest's clock after it was set. */
export interface SetTime extends GuestTime {
  /** `hardwareClock`, where the system's clock alone could be set. */
  readonly failures: readonly PartFailure[];
}

const COMMAND = 'guest-set-time';
const USUAL_MS = 30_000;
const NANOSECONDS = 1_000_000_000n;
/** The agent's own type: an int64. */
const MAX_NANOSECONDS = 2n ** 63n - 1n;
/** More than the order and the question take on a busy host. */
const TOLERANCE_SECONDS = 10;

/**
 * Sets the guest's clock, by its agent (guest-set-time), and that of the hardware with it; has QEMU forget the timer interrupts
 * that it still owes the guest (rtc-reset-reinjection), and reads the clock back.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {ControlError} when the agent refuses, or the clock shows another time afterwards
 */
export async function setTime(
  reach: ControlReach,
  to: NewTime,
  options: CallOptions = {},
): Promise<SetTime | undefined> {
  return reach.control.call('setTime', { usualMs: USUAL_MS, ...options }, async (call) => {
    const wanted = nanosecondsOf(to, reach.name);
    await expectCommand(reach, COMMAND);
    const beganMs = Date.now();
    const difference = ({ seconds }: GuestTime) => {
      const passed = (Date.now() - beganMs) / 1000;
      return wanted === undefined ? 0 : seconds - passed - Number(wanted / NANOSECONDS);
    };
    const refusal = await order(call, wanted);
    if (call.isDryRun) return undefined;
    const time = await reach.withAgent(readTime);
    const isSet = Math.abs(difference(time)) < TOLERANCE_SECONDS;
    // An agent sets the system's clock first, and may find then that it cannot set the other one.
    if (refusal && (wanted === undefined || !isSet)) throw refusal;
    if (!isSet) throw new UnfinishedError(`the guest's clock shows ${time.seconds} s since 1970 afterwards`);
    await forgetOwedTicks(call, reach);
    return { ...time, failures: refusal ? [{ part: 'hardwareClock', why: refusal.message }] : [] };
  });
}

/** @returns the refusal of the agent */
async function order(call: ControlCall, wanted: bigint | undefined): Promise<AgentError | undefined> {
  try {
    await call.agent(COMMAND, wanted === undefined ? undefined : { time: wanted });
    return undefined;
  } catch (error) {
    if (error instanceof AgentError && error.reason === 'refused') return error;
    throw error;
  }
}

/** Where the machine has no such clock, there are none. */
async function forgetOwedTicks(call: ControlCall, { qmp }: ControlReach): Promise<void> {
  if (!(await qmp.supports('rtc-reset-reinjection'))) return;
  await call.qemu('rtc-reset-reinjection').catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
  });
}

function nanosecondsOf(to: NewTime, guest: string): bigint | undefined {
  if (to === 'rtc') return undefined;
  if (to === 'now') return BigInt(Date.now()) * 1_000_000n;
  try {
    const time = BigInt(to.seconds) * NANOSECONDS + BigInt(to.nanoseconds);
    if (to.seconds >= 0 && time >= 0n && time <= MAX_NANOSECONDS) return time;
  } catch (error) {
    if (!(error instanceof RangeError)) throw new ControlRefusedError(guest, messageOf(error));
  }
  const why = `${to.seconds} s and ${to.nanoseconds} ns are no time since 1970 that an agent can set`;
  throw new ControlRefusedError(guest, why);
}
