import { countPresentCpus } from '../linux/online-cpus.js';
import type { VcpuThreads } from '../model/guest-threads.js';
import type { PartFailure, Vcpu } from '../model/qemu-sample.js';
import { readVcpus } from '../qemu/cpus.js';
import { readMaxVcpus } from '../qemu/max-vcpus.js';
import { UnsupportedError } from './domain-error.js';
import type { Reach } from './reach.js';
import { askOrElse } from './silent-qmp.js';
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
 * on another host, its times are unknown, and `failures` says why. Of a QEMU that cannot be asked they are the threads that
 * are named after vCPUs (-name debug-threads=on), and the failure `vcpus` says why.
 *
 * @throws {MonitorError} when QEMU cannot be asked, and no thread has such a name
 */
export async function vcpuInfo(reach: ThreadReach & Pick<Reach, 'qmp' | 'options'>): Promise<VcpuThreads> {
  const threads = new KnownThreads(reach);
  const { cpus, failures } = await askOrElse<Vcpus>(
    async () => ({ cpus: await readVcpus(reach.qmp, reach.options), failures: [] }),
    (why) => namedVcpus(threads, why),
  );
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
  return { vcpus: infos, hostCpus, failures: [...failures, ...threads.failures] };
}

interface Vcpus {
  readonly cpus: readonly Vcpu[];
  readonly failures: readonly PartFailure[];
}

function namedVcpus(threads: KnownThreads, why: string): Vcpus | undefined {
  const cpus = threads.list().flatMap(({ name, ownId }) => {
    const index = VCPU_NAME.exec(name)?.[1];
    return index === undefined ? [] : [{ index: Number(index), threadId: ownId }];
  });
  if (cpus.length === 0) return undefined;
  return { cpus, failures: [{ part: 'vcpus', why: `${why}: these are the threads that have their names` }] };
}

/** e.g. `CPU 0/KVM` */
const VCPU_NAME = /^CPU (\d{1,5})\//;
