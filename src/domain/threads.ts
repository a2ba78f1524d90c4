import { readOnlineCpus } from '../linux/online-cpus.js';
import { readTasks, type Task } from '../linux/proc-tasks.js';
import type { EmulatorThread, ThreadTimes } from '../model/guest-threads.js';
import { readVcpus } from '../qemu/cpus.js';
import { readIothreads } from '../qemu/iothreads.js';
import { PartFailures } from '../support/part-failures.js';
import { UnsupportedError } from './domain-error.js';
import { readOfProcess } from './own-process.js';
import type { Reach } from './reach.js';

/** What is needed to read the threads of the guest's process. */
export type ThreadReach = Pick<Reach, 'name' | 'process' | 'procRoot' | 'sysRoot'>;

/**
 * Reads on which CPUs of the host QEMU's main thread may run: Cpus_allowed_list of /proc/PID/status, of those that are online.
 *
 * @throws {UnsupportedError} when the process is not on this host, or does not show it
 */
export function emulatorPin(reach: ThreadReach): readonly number[] {
  const { pid } = reach.process ?? {};
  const affinity = readThreads(reach).find(({ hostThreadId }) => hostThreadId === pid)?.times.affinity;
  if (affinity === undefined)
    throw new UnsupportedError(reach.name, 'its process does not show on which CPUs it may run');
  return affinity;
}

/**
 * Lists the threads of QEMU that are neither vCPUs nor iothreads. Workers among them come and go; a new one may run where the
 * thread may that has started it.
 *
 * @throws {UnsupportedError} when the process is not on this host
 */
export async function emulatorThreads(
  reach: ThreadReach & Pick<Reach, 'qmp' | 'options'>,
): Promise<readonly EmulatorThread[]> {
  const [vcpus, iothreads] = await Promise.all([
    readVcpus(reach.qmp, reach.options),
    readIothreads(reach.qmp, reach.options),
  ]);
  const others = new Set([...vcpus, ...iothreads].map(({ threadId }) => threadId));
  return readThreads(reach)
    .filter(({ ownId }) => !others.has(ownId))
    .map(({ hostThreadId, name, times }) => ({ ...times, hostThreadId, name }));
}

/** The threads of the guest's process, by their ids in QEMU's own pid namespace, and why one is missing. */
export class KnownThreads {
  readonly #failures = new PartFailures();
  readonly #tasks: ReadonlyMap<number, Task> | undefined;

  constructor(reach: ThreadReach) {
    const tasks = this.#failures.attempt('threads', () => readThreads(reach));
    this.#tasks = tasks && new Map(tasks.map((task) => [task.ownId, task]));
  }

  /** All threads of the process; none where they cannot be seen. */
  list(): readonly Task[] {
    return [...(this.#tasks?.values() ?? [])];
  }

  /**
   * Returns the times of a thread; all unknown when the process has no such thread.
   *
   * @param part whose thread it is, for {@link failures}
   */
  timesOf(part: string, threadId: number): ThreadTimes {
    const task = this.#tasks?.get(threadId);
    if (task === undefined && this.#tasks !== undefined)
      this.#failures.attempt(part, () => {
        throw new Error(`thread ${threadId}, which QEMU names, is not among those of its process`);
      });
    return task?.times ?? UNKNOWN;
  }

  /** Why times are unknown. */
  get failures() {
    return this.#failures.list();
  }
}

function readThreads(reach: ThreadReach): readonly Task[] {
  return readOfProcess(reach, (pid) => readTasks(reach.procRoot, pid, readOnlineCpus(reach.sysRoot)));
}

const UNKNOWN: ThreadTimes = {
  hostThreadId: undefined,
  hostCpu: undefined,
  userSeconds: undefined,
  systemSeconds: undefined,
  cpuNanoseconds: undefined,
  waitNanoseconds: undefined,
  waitSumNanoseconds: undefined,
  affinity: undefined,
  policy: undefined,
  realtimePriority: undefined,
};
