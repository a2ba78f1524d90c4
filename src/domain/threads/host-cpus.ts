import { GroupFiles } from '../../linux/cgroup/group-files.js';
import { readOnlineCpus } from '../../linux/online-cpus.js';
import { formatCpuList, parseCpuList } from '../../support/cpu-list.js';
import { ControlRefusedError } from '../control/control-error.js';
import { readOfProcess } from '../own-process.js';
import type { Reach } from '../reach.js';
import type { GroupReach } from '../tuning.js';

/**
 * Refuses CPUs on which the threads of a guest cannot run: the kernel leaves them out silently, as long as one remains.
 *
 * @returns each once, in order
 * @throws {ControlRefusedError} for none, one that this host does not have, or that the control group of QEMU leaves out
 */
export function checkCpus(
  reach: GroupReach & Pick<Reach, 'sysRoot'>,
  cpus: readonly number[],
): readonly number[] {
  const { name, sysRoot } = reach;
  const wanted = [...new Set(cpus)].sort((a, b) => a - b);
  if (wanted.length === 0 || wanted.some((cpu) => !Number.isInteger(cpu) || cpu < 0))
    throw new ControlRefusedError(
      name,
      'a thread needs at least one CPU to run on, and CPUs are whole numbers',
    );
  const refuse = (allowed: readonly number[] | undefined, whose: string) => {
    const outside = wanted.filter((cpu) => allowed?.includes(cpu) === false);
    if (allowed === undefined || outside.length === 0) return;
    const which = `CPU${outside.length === 1 ? '' : 's'} ${formatCpuList(outside)}`;
    throw new ControlRefusedError(name, `${which} cannot be used: ${whose} ${formatCpuList(allowed)}`);
  };
  refuse(readOnlineCpus(sysRoot), 'this host has');
  refuse(readGroupCpus(reach), 'the control group of its QEMU (cpuset) has');
  return wanted;
}

/** The CPUs of the process's cpuset; `undefined` where it is not visible. */
function readGroupCpus(reach: GroupReach): readonly number[] | undefined {
  return readOfProcess(reach, (pid) => {
    const files = new GroupFiles(reach, pid, 'cpuset');
    const names = ['cpuset.cpus.effective', 'cpuset.effective_cpus', 'cpuset.cpus'];
    const text = names.map((file) => files.read(file)).find((found) => found !== undefined);
    const cpus = parseCpuList(text ?? '');
    return cpus?.length === 0 ? undefined : cpus;
  });
}
