import { readProcStat } from '../../linux/proc-stat.js';
import { LOOP_CLOCK } from '../../support/loop-clock.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { isSilence } from '../silent-qmp.js';
import { orTooLate } from './too-late.js';

const USUAL_MS = 40_000;
/** How long a QEMU has to write what it holds and to end, before it is asked less politely. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 50;
const STOPPED = 'its QEMU is stopped (SIGSTOP, or a debugger)';

/** How to end a QEMU. */
export interface DestroyOptions extends CallOptions {
  /** Never kill it: fail where it does not end by itself (default: false). */
  readonly graceful?: boolean | undefined;
}

/** What has ended a QEMU. */
export interface Destroyed {
  readonly by: 'quit' | 'SIGTERM' | 'SIGKILL';
}

/**
 * Ends the guest's QEMU at once, as pulling its plug: quit. What the guest has not written to its disks is lost. Where QEMU
 * does not answer, or another client holds its monitor, by SIGTERM; and where it does not end in ten seconds, or is stopped, by
 * SIGKILL. A process that has its pid by then is never signalled. It does not wait for other control calls of the guest.
 *
 * @throws {MonitorError} when a QEMU on another host cannot be asked
 * @throws {ControlRefusedError} when it can only be killed, with `graceful`
 */
export async function destroy(
  reach: ControlReach,
  { graceful = false, ...options }: DestroyOptions = {},
): Promise<Destroyed> {
  const settings = { usualMs: USUAL_MS, isUrgent: true, ...options };
  return reach.control.call('destroy', settings, async (call) => {
    const patienceMs = Math.min(PATIENCE_MS, call.deadlineMs / 4);
    const silence = isStopped(reach) ? STOPPED : await whySilent(reach, patienceMs);
    if (silence !== undefined && reach.process === undefined) throw silence;
    if (silence === undefined) {
      // QEMU may be gone before it has answered.
      await call.qemu('quit', undefined, { timeoutMs: patienceMs }).catch(() => call.signal.throwIfAborted());
      if (await endsWithin(patienceMs, call, reach)) return { by: 'quit' };
    }
    if (!isStopped(reach)) {
      await call.kill('SIGTERM');
      if (await endsWithin(graceful ? Number.POSITIVE_INFINITY : patienceMs, call, reach))
        return { by: 'SIGTERM' };
    }
    if (graceful) {
      const why = `${STOPPED}, and ends by itself only when it runs`;
      throw new ControlRefusedError(reach.name, `${why}: kill -CONT ${reach.process?.pid}`);
    }
    await call.kill('SIGKILL');
    await orTooLate(
      endsWithin(Number.POSITIVE_INFINITY, call, reach),
      `its QEMU, process ${reach.process?.pid}, was killed and has not ended: it waits for a device, or its control group is frozen`,
    );
    return { by: 'SIGKILL' };
  });
}

/** Why QEMU cannot be asked to quit; `undefined` when it answers. */
async function whySilent({ qmp, options }: ControlReach, timeoutMs: number): Promise<unknown> {
  try {
    await qmp.execute('query-status', undefined, { ...options, timeoutMs });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Whether QEMU ends within a time; in a dry run it does. */
async function endsWithin(ms: number, call: ControlCall, reach: ControlReach): Promise<boolean> {
  const waited = LOOP_CLOCK.startWait();
  const isRemote = reach.process === undefined;
  const ended = await call.until('its QEMU to end', {
    query: async () => {
      // Of a QEMU on another host, this is all that its end shows; one that is slow has not ended.
      if (isRemote && isSilence(await whySilent(reach, ms))) return true;
      return waited().ranMs < ms ? undefined : false;
    },
    whenEnded: () => true,
    everyMs: LOOK_AGAIN_MS,
  });
  return ended ?? true;
}

/** Of a stopped process, SIGTERM would wait until it runs; SIGKILL does not. */
function isStopped({ process, procRoot }: ControlReach): boolean {
  const state = process && readProcStat(procRoot, process.pid)?.state;
  return state === 'T' || state === 't';
}
