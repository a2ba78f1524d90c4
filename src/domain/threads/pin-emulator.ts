import { ProgramError } from '../../linux/run-program.js';
import type { EmulatorThread } from '../../model/guest-threads.js';
import type { ControlReach } from '../control/control.js';
import type { CallOptions } from '../control/control-options.js';
import { emulatorPin, emulatorThreads } from '../threads.js';
import { checkCpus } from './host-cpus.js';
import { isPinned, pinThread } from './pin-thread.js';

/** Workers come and go: how often to look for one that has begun meanwhile. */
const ROUNDS = 10;

/**
 * Lets the threads of QEMU that are neither vCPUs nor iothreads run on these CPUs of the host alone: taskset(1) on each. Workers
 * that begin later may run where the thread may that has begun them.
 *
 * @returns where the main thread may run, as it was read back
 * @throws {ControlRefusedError} for CPUs that cannot be used
 * @throws {UnsupportedError} when the process is not on this host
 */
export async function pinEmulator(
  reach: ControlReach,
  cpus: readonly number[],
  options: CallOptions = {},
): Promise<readonly number[]> {
  return reach.control.call('pinEmulator', options, async (call) => {
    const wanted = checkCpus(reach, cpus);
    const unpinned = async () =>
      (await emulatorThreads(reach)).filter(({ affinity }) => !isPinned(affinity, wanted));
    for (let round = 0, left = await unpinned(); left.length > 0 && round < ROUNDS; round++) {
      for (const thread of left)
        await pinThread(call, thread, wanted).catch((error: unknown) => unlessGone(reach, thread, error));
      if (call.isDryRun) break;
      left = await unpinned();
    }
    await call.until('the affinities', {
      query: async () => ((await unpinned()).length === 0 ? true : undefined),
    });
    return emulatorPin(reach);
  });
}

/** taskset fails at a worker that has ended meanwhile, which is no failure of the call. */
async function unlessGone(
  reach: ControlReach,
  { hostThreadId }: EmulatorThread,
  error: unknown,
): Promise<void> {
  const isThere = (await emulatorThreads(reach)).some((thread) => thread.hostThreadId === hostThreadId);
  if (isThere || !(error instanceof ProgramError)) throw error;
}
