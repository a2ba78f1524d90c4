import { judgeMemory } from '../../src/model/guest-memory.js';
import type { Problem } from '../../src/model/problem.js';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import type { GuestRates } from '../../src/model/rates.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { AFTER } from '../formats/moving-snapshot.js';

interface Load {
  readonly name: string;
  /** Of what the example guest does; it changes from sweep to sweep. */
  readonly factor: number;
  /** The part of its memory that is used. */
  readonly used: number;
  readonly more?: (qemu: QemuSample) => QemuSample;
  readonly problem?: Problem;
}

const HUNG: Problem = {
  kind: 'hung',
  message: 'unix:/run/mail/qmp.sock: its QEMU has not answered for 12 s: its main loop hangs',
};

const LOADS: readonly Load[] = [
  { name: 'web1', factor: 1.9, used: 0.62 },
  { name: 'web2', factor: 1.4, used: 0.58 },
  { name: 'db', factor: 1.1, used: 0.91, more: withoutReports },
  { name: 'cache', factor: 0.35, used: 0.97 },
  { name: 'mail', factor: 0.2, used: 0.4, problem: HUNG },
  { name: 'build', factor: 0, used: 0.2, more: (qemu) => ({ ...qemu, runState: 'paused' }) },
  { name: 'dns', factor: 0.02, used: 0.12 },
  { name: 'backup', factor: 0.6, used: 0.33, more: withoutPolling },
];

/** Reports that have stopped arriving. */
function withoutReports(qemu: QemuSample): QemuSample {
  const report = qemu.balloon?.report;
  if (qemu.balloon === undefined || report === undefined) return qemu;
  const lastUpdateSeconds = report.lastUpdateSeconds - 340;
  return { ...qemu, balloon: { ...qemu.balloon, report: { ...report, lastUpdateSeconds } } };
}

function withoutPolling(qemu: QemuSample): QemuSample {
  return qemu.balloon === undefined ? qemu : { ...qemu, balloon: { ...qemu.balloon, intervalSeconds: 0 } };
}

const WEB = AFTER.guests.find(({ name }) => name === 'web1') as GuestSnapshot;
const QEMU = WEB.qemu as QemuSample;

/** A host at night, so many seconds after its first sweep: some guests are busy, and some hurt. */
export function busyHost(seconds: number): Snapshot {
  const takenAtSeconds = AFTER.takenAtSeconds + seconds;
  const guests = LOADS.map((load, at) => guestOf(load, at, seconds, takenAtSeconds));
  return { ...AFTER, takenAtSeconds, guests, warnings: [] };
}

function guestOf(load: Load, at: number, seconds: number, takenAtSeconds: number): GuestSnapshot {
  const { name, factor, used, more = (qemu) => qemu } = load;
  // Silent from the middle on.
  const problem = seconds < 50 ? undefined : load.problem;
  const asked = more({ ...QEMU, name, takenAtSeconds, balloon: balloonOf(used, takenAtSeconds) });
  const wave = factor * (1 + 0.4 * Math.sin(seconds / 7 + at));
  const pid = 2145 + 317 * at;
  return {
    ...WEB,
    ...{ name, uuid: undefined, pid, socket: `unix:/run/${name}/qmp.sock`, problem },
    qemu: problem ? undefined : asked,
    ...(problem ? { lastGood: { qemu: asked, ageSeconds: 12 } } : {}),
    linux: WEB.linux && { ...WEB.linux, pid, startTicks: 1000 + at },
    memory: judgeMemory(problem ? undefined : asked, problem),
    rates: WEB.rates && scaled(WEB.rates, wave),
    cgroup: undefined,
  };
}

function balloonOf(used: number, takenAtSeconds: number): QemuSample['balloon'] {
  const { balloon } = QEMU;
  const report = balloon?.report;
  if (balloon === undefined || report === undefined) return balloon;
  const total = Number(report.supplied['stat-total-memory'] ?? 2 ** 31);
  const available = Math.round(total * (1 - used));
  const supplied = { ...report.supplied, 'stat-available-memory': available, 'stat-free-memory': available };
  const lastUpdateSeconds = Math.floor(takenAtSeconds) - 3;
  return { ...balloon, readAtSeconds: takenAtSeconds, report: { ...report, supplied, lastUpdateSeconds } };
}

/** Rates of the same shape, so many times as large; times of one operation stay as they are. */
function scaled(rates: GuestRates, factor: number): GuestRates {
  return {
    ...rates,
    threads: rates.threads?.map((thread) => ({
      ...thread,
      runRatio: thread.runRatio === undefined ? undefined : Math.min(1, thread.runRatio * factor),
      waitRatio: thread.waitRatio === undefined ? undefined : thread.waitRatio * factor,
    })),
    process: rates.process && times(rates.process, factor),
    io: rates.io && times(rates.io, factor),
    disks: rates.disks?.map((disk) => ({ ...disk, perSecond: times(disk.perSecond, factor) })),
    nics: rates.nics?.map((nic) => nic && times(nic, factor)),
  };
}

function times<Rates extends object>(rates: Rates, factor: number): Rates {
  const entries = Object.entries(rates).map(([name, rate]) => [
    name,
    typeof rate === 'number' ? rate * factor : rate,
  ]);
  return Object.fromEntries(entries) as Rates;
}
