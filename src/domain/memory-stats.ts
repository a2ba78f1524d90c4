import { readKernelFile } from '../linux/files/read-file.js';
import { parseStatus } from '../linux/proc-status.js';
import type { BalloonReport } from '../model/balloon.js';
import { type MemoryStats, reportedMemory } from '../model/memory-stats.js';
import type { PartFailure } from '../model/qemu-sample.js';
import { findBalloon, readActual, readInterval, readReport } from '../qemu/balloon.js';
import { readDevices } from '../qemu/devices.js';
import { readMemorySize } from '../qemu/memory.js';
import { PartFailures } from '../support/part-failures.js';
import { UnsupportedError } from './domain-error.js';
import { readOfProcess } from './own-process.js';
import type { QmpProcessReach, QmpReach } from './qmp-reach.js';

/**
 * Reads how much memory the guest has, bytes: query-memory-size-summary, what is plugged in now included. How much more may
 * be plugged in (`-m maxmem`) is another matter.
 *
 * @throws {UnsupportedError} when QEMU does not tell it
 */
export async function maxMemory({ name, qmp, options }: QmpReach): Promise<number> {
  const size = await readMemorySize(qmp, options);
  if (size === undefined) throw new UnsupportedError(name, 'QEMU does not tell how much memory it has');
  return size.baseBytes + size.pluggedBytes;
}

/** Reads the memory statistics of the guest: qom-get guest-stats, query-balloon, /proc/PID/status. Switches nothing on. */
export async function memoryStats(reach: QmpProcessReach): Promise<MemoryStats> {
  const { qmp, options } = reach;
  const parts = new PartFailures();
  const [balloon, actualBytes] = await Promise.all([
    parts.catch('balloon', readBalloon(reach)),
    parts.catch('actual', readActual(qmp, options)),
  ]);
  const rssBytes = parts.attempt('rss', () => readRss(reach));
  const { report, intervalSeconds } = balloon ?? {};
  return {
    actualBytes,
    ...reportedMemory(report),
    ...timesOf(report),
    intervalSeconds: intervalSeconds === 0 ? null : intervalSeconds,
    rssBytes,
    failures: [...parts.list(), ...whyUnset(balloon)],
  };
}

interface Balloon {
  readonly report: BalloonReport | undefined;
  readonly intervalSeconds: number | undefined;
}

async function readBalloon({ qmp, options }: Pick<QmpReach, 'qmp' | 'options'>): Promise<Balloon> {
  const device = findBalloon(await readDevices(qmp, true, options));
  if (device === undefined) throw new Error('the machine has no virtio balloon');
  const [report, intervalSeconds] = await Promise.all([
    readReport(qmp, device.path, options),
    readInterval(qmp, device.path, options),
  ]);
  return { report, intervalSeconds };
}

function readRss(reach: QmpProcessReach): number {
  const text = readOfProcess(reach, (pid) => readKernelFile(`${reach.procRoot}/${pid}/status`));
  const rssBytes = parseStatus(text ?? '')?.rssBytes;
  if (rssBytes === undefined) throw new UnsupportedError(reach.name, 'its process does not show its memory');
  return rssBytes;
}

type Times = Pick<MemoryStats, 'lastUpdateSeconds' | 'ageSeconds'>;

function timesOf(report: BalloonReport | undefined): Times {
  const lastUpdateSeconds = report?.lastUpdateSeconds || undefined;
  if (lastUpdateSeconds === undefined) return { lastUpdateSeconds, ageSeconds: undefined };
  return { lastUpdateSeconds, ageSeconds: Math.max(0, Date.now() / 1000 - lastUpdateSeconds) };
}

function whyUnset(balloon: Balloon | undefined): readonly PartFailure[] {
  if (balloon === undefined) return [];
  const { report, intervalSeconds } = balloon;
  if (report === undefined) return [{ part: 'guest-stats', why: 'QEMU answered with something else' }];
  if (report.lastUpdateSeconds === 0) {
    const why =
      intervalSeconds === 0
        ? 'QEMU does not ask the guest: the polling interval of its balloon is 0'
        : 'the guest has not reported: its balloon driver is not loaded, or it is still booting';
    return [{ part: 'guest-stats', why }];
  }
  return report.unset.map((part) => ({ part, why: 'the guest does not supply it' }));
}
