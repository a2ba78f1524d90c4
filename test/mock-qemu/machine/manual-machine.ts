import { Machine } from '../../../mock-qemu/machine/machine.js';
import type { MachineOptions } from '../../../mock-qemu/machine/machine-options.js';
import { ManualTime } from '../../../mock-qemu/machine/manual-time.js';

/** A machine without monitors in manual time; host time begins at 0. */
export interface ManualMachine {
  readonly machine: Machine;
  readonly time: ManualTime;
  /** The events so far: name, data and the second of their timestamp. */
  readonly events: { readonly event: string; readonly data: unknown; readonly atMs: number }[];
  stats(): GuestStats;
}

/** By their names without `stat-`, without unset statistics. */
export interface GuestStats {
  readonly lastUpdate: number;
  readonly [name: string]: number;
}

export function createManualMachine(options: MachineOptions = {}): ManualMachine {
  const time = new ManualTime(0);
  const events: ManualMachine['events'][number][] = [];
  const machine = new Machine(options, time, (event, data, atMs = time.nowMs()) => {
    events.push({ event, data, atMs });
  });
  return { machine, time, events, stats: () => readStats(machine) };
}

function readStats(machine: Machine): GuestStats {
  const { stats, 'last-update': lastUpdate } = machine.balloon.guestStats();
  const supplied = Object.entries(stats ?? {}).filter(([, value]) => value !== UNSET);
  return Object.assign(
    { lastUpdate: Number(lastUpdate) },
    ...supplied.map(([key, value]) => ({ [key.replace('stat-', '')]: Number(value) })),
  );
}

const UNSET = 2n ** 64n - 1n;
