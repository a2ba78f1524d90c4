import type { VcpuThread } from '../../model/guest-threads.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { NoSuchDeviceError, UnsupportedError } from '../domain-error.js';
import { vcpuInfo } from '../vcpus.js';
import { checkCpus } from './host-cpus.js';
import { isPinned, pinThread } from './pin-thread.js';

/**
 * Lets a vCPU run on these CPUs of the host alone: taskset(1) on its thread. That is lost when QEMU ends, or the vCPU is
 * unplugged.
 *
 * @param number as {@link vcpuInfo} has it
 * @returns the vCPU as it was read back
 * @throws {NoSuchDeviceError}
 * @throws {ControlRefusedError} for CPUs that cannot be used, and for a vCPU without a thread of its own
 */
export async function pinVcpu(
  reach: ControlReach,
  number: number,
  cpus: readonly number[],
  options: CallOptions = {},
): Promise<VcpuThread> {
  const { name } = reach;
  return reach.control.call('pinVcpu', options, async (call) => {
    const vcpu = await findVcpu(reach, number);
    const { hostThreadId } = vcpu;
    const wanted = checkCpus(reach, cpus);
    if (hostThreadId === undefined)
      throw new UnsupportedError(name, `the thread of vCPU ${number} is not among those of this host`);
    if (vcpu.sharesThread) {
      const why = `vCPU ${number} has no thread of its own: TCG runs all vCPUs in one (thread=single)`;
      throw new ControlRefusedError(name, `${why}; 'taskset -pc LIST ${hostThreadId}' pins them all`);
    }
    await pinThread(call, { hostThreadId, affinity: vcpu.affinity }, wanted);
    const pinned = await call.until('the affinity', {
      query: async () => {
        const now = await findVcpu(reach, number);
        return isPinned(now.affinity, wanted) ? now : undefined;
      },
    });
    return pinned ?? vcpu;
  });
}

async function findVcpu(reach: ControlReach, number: number): Promise<VcpuThread> {
  const { vcpus } = await vcpuInfo(reach);
  const found = vcpus.find((vcpu) => vcpu.number === number);
  if (found) return found;
  const numbers = vcpus.map((vcpu) => String(vcpu.number));
  throw new NoSuchDeviceError(reach.name, 'vCPU', String(number), numbers);
}
