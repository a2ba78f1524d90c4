import { countPresentCpus } from '../linux/online-cpus.js';
import type { VcpuThreads } from '../model/guest-threads.js';
import { readVcpus } from '../qemu/cpus.js';
import { readMaxVcpus } from '../qemu/max-vcpus.js';
import { UnsupportedError } from './domain-error.js';
import type { Reach } from './reach.js';
import { KnownThreads, type ThreadReach } from './threads.js';

/** Counts the vCPUs that the machine has now: query-cpus-fast. How many of them the guest uses, its agent knows. */
export async function vcpus({ qmp, options }: Pick<Reach, 'qmp' | 'options'>): Promise<number> {
  return (await readVcpus(qmp, options)).length;
}

/**
 * Counts the vCPUs that the machine can have, with those that can be plugged in: query-hotpluggable-cpus; on a machine
 * without such slots `smp` of /machine, else -smp of the command line.
 *
 * @throws {UnsupportedError} when none of them tells
 */
export async function maxVcpus({
  name,
  target,
  qmp,
  options,
}: Pick<Reach, 'name' | 'target' | 'qmp' | 'options'>): Promise<number> {
  const most = (await readMaxVcpus(qmp, options)) ?? target.process?.commandLine.maxVcpus;
  if (most !== undefined) return most;
  throw new UnsupportedError(
    name,
    'this machine does not tell how many vCPUs it can have: it has no slots for them, and no -smp',
  );
}

/**
 * Reads the vCPUs with their threads: query-cpus-fast, joined with /proc/PID/task. Where a thread cannot be seen, such as
 * on another host, its times are unknown, and `failures` says why.
 */
export async function vcpuInfo(reach: ThreadReach & Pick<Reach, 'qmp' | 'options'>): Promise<VcpuThreads> {
  const cpus = await readVcpus(reach.qmp, reach.options);
  const threads = new KnownThreads(reach);
  const users = new Map<number, number>();
  for (const { threadId } of cpus) users.set(threadId, (users.get(threadId) ?? 0) + 1);
  const infos = [...cpus]
    .sort((a, b) => a.index - b.index)
    .map(({ index, threadId }) => ({
      number: index,
      threadId,
      sharesThread: users.get(threadId) !== 1,
      ...threads.timesOf(`vcpu ${index}`, threadId),
    }));
  const hostCpus = reach.process && countPresentCpus(reach.sysRoot);
  return { vcpus: infos, hostCpus, failures: threads.failures };
}
