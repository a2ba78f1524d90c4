import { asCount } from '../../support/decode.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { NoSuchDeviceError, UnsupportedError } from '../domain-error.js';
import { AgentAnswerError, WHOLE_CALL_MS } from './agent-answer.js';
import { readFileSystems } from './file-systems.js';
import { endGuard, type FreezeGuard, guardFreeze } from './freeze-guard.js';

/** How to freeze. */
export interface FreezeOptions extends CallOptions {
  /** Where the file systems are mounted that are frozen (default: all). */
  readonly mountpoints?: readonly string[] | undefined;
  /** They are thawed after this time in any case, in seconds (default: 60). */
  readonly limitSeconds?: number | undefined;
  /** Whether they stay frozen when this process, or the Domain, ends (default: false). The limit holds in any case. */
  readonly outlives?: boolean | undefined;
}

/** File systems that are frozen. */
export interface Freeze {
  /** How many, as the agent counts them. */
  readonly count: number;
  /** When they are thawed at the latest: seconds since the epoch. */
  readonly untilSeconds: number;
}

const STATUS = 'guest-fsfreeze-status';
const THAW = 'guest-fsfreeze-thaw';
const LIMIT_SECONDS = 60;
/** No program that writes bears more. */
const MAX_LIMIT_SECONDS = 3600;
/** The guest writes all that it has in memory first. */
const FREEZE_MS = 30_000;

/**
 * Has the guest write what it has in memory, and stop writing to its file systems until they are thawed:
 * guest-fsfreeze-freeze. Most commands of the agent fail meanwhile.
 *
 * A process of its own guards the freeze: it thaws the file systems when this process ends, killed or not, when the Domain is
 * disposed of, and at the limit.
 *
 * @returns what is frozen, read back
 * @throws {NoSuchDeviceError} when nothing is mounted at one of the mount points
 * @throws {ControlRefusedError} when file systems are frozen already
 * @throws {ControlError} when the agent has frozen nothing, or less than was asked for; it is thawed again
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 */
export async function fsFreeze(
  reach: ControlReach,
  { mountpoints: given, limitSeconds = LIMIT_SECONDS, outlives = false, ...options }: FreezeOptions = {},
): Promise<Freeze> {
  const { name } = reach;
  // The agent counts each once.
  const mountpoints = given && [...new Set(given)];
  let guard: FreezeGuard | undefined;
  try {
    return await reach.control.call('fsFreeze', { usualMs: FREEZE_MS, ...options }, async (call) => {
      await checkFreeze(reach, mountpoints, limitSeconds);
      if (!call.isDryRun) guard = await guardFreeze(reach, limitSeconds, call.signal);
      const untilSeconds = Date.now() / 1000 + limitSeconds;
      const answer = await call.agent(
        mountpoints === undefined ? 'guest-fsfreeze-freeze' : 'guest-fsfreeze-freeze-list',
        mountpoints && { mountpoints },
        {
          ...{ timeoutMs: WHOLE_CALL_MS, undo: { to: 'agent', command: THAW } },
          advice: `its guard thaws it as soon as the agent answers, as does ${domCommand('domfsthaw', name)}`,
        },
      );
      if (guard === undefined) return { count: 0, untilSeconds };
      const count = await checkFrozen(reach, mountpoints, answer);
      guard.tell(outlives ? 'outlive' : 'frozen');
      return { count, untilSeconds };
    });
  } catch (error) {
    // What the call could not thaw itself, such as while the agent does not answer, the guard thaws.
    guard?.letGo();
    throw error;
  }
}

/** @throws {ControlRefusedError | NoSuchDeviceError} when it cannot be frozen as things are */
async function checkFreeze(
  reach: ControlReach,
  mountpoints: readonly string[] | undefined,
  limitSeconds: number,
): Promise<void> {
  const { name } = reach;
  if (!(limitSeconds > 0 && limitSeconds <= MAX_LIMIT_SECONDS))
    throw new ControlRefusedError(
      name,
      `file systems are frozen for more than 0 and at most ${MAX_LIMIT_SECONDS} seconds`,
    );
  if ((await readFreezeStatus(reach)) === 'frozen')
    throw new ControlRefusedError(
      name,
      `its file systems are frozen already: ${domCommand('domfsthaw', name)} thaws them`,
    );
  if (mountpoints !== undefined) await checkMountpoints(reach, mountpoints);
}

/** @returns how many are frozen. @throws {UnsupportedError} when that is not what was asked for */
async function checkFrozen(
  reach: ControlReach,
  mountpoints: readonly string[] | undefined,
  answer: unknown,
): Promise<number> {
  const count = asCount(answer) ?? 0;
  if (count < (mountpoints?.length ?? 1)) throw new UnsupportedError(reach.name, tooFew(count, mountpoints));
  if ((await readFreezeStatus(reach)) === 'frozen') return count;
  throw new UnsupportedError(reach.name, 'the agent has frozen its file systems, and they are thawed again');
}

/**
 * Lets the guest write to its file systems again, to all of them: guest-fsfreeze-thaw.
 *
 * @returns how many the agent has thawed
 * @throws {ControlRefusedError} when none is frozen: after a freeze, what was copied meanwhile may have changed under it
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 */
export async function fsThaw(reach: ControlReach, options: CallOptions = {}): Promise<number> {
  const { name } = reach;
  return reach.control.call('fsThaw', { usualMs: FREEZE_MS, ...options }, async (call) => {
    if ((await readFreezeStatus(reach)) !== 'frozen') {
      endGuard(reach.control);
      const meaning = 'a freeze before was thawed by its limit or by somebody else';
      throw new ControlRefusedError(
        name,
        `no file system is frozen: ${meaning}, and has not lasted until now`,
      );
    }
    const advice = domCommand('domfsthaw', name);
    const answer = await call.agent(THAW, undefined, { timeoutMs: WHOLE_CALL_MS, advice });
    await call.until('the file systems to thaw', {
      query: async () => ((await readFreezeStatus(reach)) === 'thawed' ? true : undefined),
    });
    if (!call.isDryRun) endGuard(reach.control);
    return asCount(answer) ?? 0;
  });
}

async function readFreezeStatus({ withAgent }: ControlReach): Promise<'frozen' | 'thawed'> {
  const status = await withAgent((agent) => agent.execute(STATUS));
  if (status === 'frozen' || status === 'thawed') return status;
  throw new AgentAnswerError(STATUS, 'status');
}

/** The agent just freezes less where nothing is mounted. */
async function checkMountpoints({ name, withAgent }: ControlReach, wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0) throw new ControlRefusedError(name, 'there is no mount point to freeze');
  const mounted = (await withAgent(readFileSystems)).map(({ mountpoint }) => mountpoint);
  const missing = wanted.find((mountpoint) => !mounted.includes(mountpoint));
  if (missing !== undefined) throw new NoSuchDeviceError(name, 'file system at', missing, mounted);
}

function tooFew(count: number, mountpoints: readonly string[] | undefined): string {
  if (mountpoints === undefined)
    return 'the agent has frozen nothing: the guest has no file system to freeze';
  return `the agent has frozen ${count} of ${mountpoints.length} file systems`;
}
