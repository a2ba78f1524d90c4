import type { GuestSnapshot } from 'qgauge';

const STALL = { avg10: 0, avg60: 0, avg300: 0, totalMicroseconds: 123_456 };
const PRESSURE = { some: STALL, full: STALL };

/** What Linux would report of a guest: a mock has no process. */
export function hostParts(
  { qemu, nics }: GuestSnapshot,
  number: number,
): Pick<GuestSnapshot, 'linux' | 'cgroup' | 'nics' | 'pid'> {
  const threads = qemu?.vcpus ?? [];
  return {
    pid: 10_000 + number,
    linux: {
      ...{ pid: 10_000 + number, startTicks: 1, state: 'S', elapsedSeconds: 5000.5, priority: 20, nice: 0 },
      ...{ userSeconds: 4321.25 + number, systemSeconds: 123.5, minorFaults: 123_456, majorFaults: 12 },
      ...{ virtualBytes: 5_000_000_000, rssBytes: 2_123_456_512, swapBytes: 0, hugetlbBytes: 0 },
      ...{ voluntarySwitches: 1, involuntarySwitches: 1, ksmMergedPages: 4711 },
      threads: threads.map(({ threadId }) => ({
        ...{ id: threadId, name: 'CPU/KVM', state: 'S' },
        runNanoseconds: 2_000_123_456_789 + number,
        waitNanoseconds: 12_345_678_901,
      })),
      io: {
        ...{ readChars: 1, writtenChars: 2, readCalls: 3, writeCalls: 4, cancelledWriteBytes: 0 },
        ...{ readBytes: 1_234_567_168, writtenBytes: 987_654_144 },
      },
    },
    cgroup: {
      ...{ version: 2, path: `/machine.slice/guest-${number}.scope`, io: undefined, tasks: undefined },
      cpu: {
        ...{ usageSeconds: 4444.5, limitCores: 2, weight: 100 },
        ...{ periods: 1000, throttledPeriods: 3, throttledSeconds: 0.25 },
      },
      memory: {
        ...{ usageBytes: 3_221_225_472, limitBytes: 4_294_967_296, highBytes: undefined },
        ...{ swapUsageBytes: 0, swapLimitBytes: undefined, oomKills: 0 },
      },
      pressure: { cpu: PRESSURE, io: PRESSURE, memory: PRESSURE },
    },
    nics: nics.map((card) => ({
      ...card,
      host: { name: `tap${number}`, parent: 'br0', isMacvtap: false, counters: countersOf(number) },
    })),
  };
}

function countersOf(number: number) {
  return {
    ...{ receivedBytes: 123_456_789 + number, receivedPackets: 123_456, receivedErrors: 0, receivedDrops: 0 },
    ...{
      transmittedBytes: 987_654_321,
      transmittedPackets: 234_567,
      transmittedErrors: 0,
      transmittedDrops: 0,
    },
    ...{ collisions: 0, receivedFifo: 0, receivedFrame: 0, receivedCompressed: 0, receivedMulticast: 0 },
    ...{ transmittedFifo: 0, transmittedCarrier: 0, transmittedCompressed: 0 },
  };
}
