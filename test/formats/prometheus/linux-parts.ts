import type { ThreadSample } from '../../../src/model/linux-sample.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { AFTER } from '../moving-snapshot.js';
import { TAP } from '../rich-snapshot.js';

/** The CPUs that each vCPU of {@link withLinuxParts} uses. */
export const VCPU_LOAD = 0.4;
const WAIT_LOAD = 0.1;
const PERIODS_PER_SECOND = 10;

/**
 * Adds to the guest of a mock what Linux would report: a process, its control group, a tap. Everything grows steadily.
 *
 * @param seconds how long the guest has run
 */
export function withLinuxParts(guest: GuestSnapshot, seconds: number): GuestSnapshot {
  const [moving] = AFTER.guests;
  const { linux, cgroup } = moving ?? {};
  if (linux === undefined || cgroup?.cpu === undefined)
    throw new Error('the snapshot of the tests has no process');
  const { vcpus = [], iothreads = [] } = guest.qemu ?? {};
  const grown = (perSecond: number) => Math.round(seconds * perSecond);
  const { stalls, counters } = { stalls: stallOf(seconds), counters: TAP.counters };
  return {
    ...guest,
    pid: linux.pid,
    linux: {
      ...linux,
      userSeconds: seconds * (vcpus.length * VCPU_LOAD + 0.1),
      systemSeconds: seconds * 0.05,
      elapsedSeconds: seconds,
      threads: [...vcpus, ...iothreads].map(({ threadId }) => threadOf(threadId, seconds)),
    },
    cgroup: {
      ...cgroup,
      cpu: {
        ...cgroup.cpu,
        usageSeconds: seconds,
        periods: grown(PERIODS_PER_SECOND),
        throttledPeriods: grown(PERIODS_PER_SECOND / 2),
      },
      memory: cgroup.memory && { ...cgroup.memory, limitBytes: 2 ** 32 },
      pressure: { cpu: stalls, io: stalls, memory: stalls },
    },
    nics: guest.nics.map((card) => ({
      ...card,
      host: {
        ...TAP,
        counters: counters && {
          ...counters,
          receivedBytes: grown(1000),
          receivedPackets: grown(10),
          transmittedBytes: grown(5000),
          transmittedPackets: grown(20),
        },
      },
    })),
  };
}

function threadOf(id: number, seconds: number): ThreadSample {
  return {
    ...{ id, name: undefined, state: 'S' },
    runNanoseconds: seconds * VCPU_LOAD * 1e9,
    waitNanoseconds: seconds * WAIT_LOAD * 1e9,
  };
}

function stallOf(seconds: number) {
  const stall = { avg10: 0, avg60: 0, avg300: 0, totalMicroseconds: Math.round(seconds * 1e4) };
  return { some: stall, full: stall };
}
