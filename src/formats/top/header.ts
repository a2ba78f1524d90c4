import type { HostSample } from '../../model/host-sample.js';
import type { SelfSample } from '../../model/self-sample.js';
import type { Snapshot } from '../../model/snapshot.js';
import { onceEach } from '../../support/once-each.js';
import { type Resource, stalledPercent } from './cgroup-figures.js';
import { plus } from './figures.js';
import { troublesOf } from './guest-troubles.js';
import type { TopSource } from './top-screen.js';

/** A part of something that has a size. */
export interface Usage {
  readonly usedBytes: number | undefined;
  readonly totalBytes: number | undefined;
}

/** The figures above every screen: the host, its guests, and the sweep. */
export interface TopHeader {
  /** Seconds since the epoch. */
  readonly takenAtSeconds: number;
  readonly hostName: string | undefined;
  /** Shares of the time of all CPUs, 0 to 1. */
  readonly cpu: {
    readonly cores: number | undefined;
    /** All but idle time and the time waited for I/O. */
    readonly busyRatio: number | undefined;
    /** The part of it in which guests ran. */
    readonly guestRatio: number | undefined;
    /** Taken by the host's own hypervisor. */
    readonly stealRatio: number | undefined;
    readonly iowaitRatio: number | undefined;
  };
  readonly memory: Usage;
  /** Of all sizes together; `undefined` when the host has none. */
  readonly hugepages: Usage | undefined;
  /** `undefined` when the host has none. */
  readonly swap: Usage | undefined;
  /** The share of the last ten seconds in which some tasks waited, in percent. */
  readonly pressure: { readonly [resource in Resource]: number | undefined };
  readonly guests: {
    readonly total: number;
    /** How many are in each run state, the most frequent first; without those that do not answer. */
    readonly states: readonly { readonly state: string; readonly count: number }[];
    readonly unanswered: number;
    /** Those that something is wrong with, the unanswered ones among them. */
    readonly troubled: number;
  };
  /** How long the sweep took; `undefined` in a single snapshot, like the next one. */
  readonly sweepSeconds: number | undefined;
  /** The age of the oldest answer that is shown. */
  readonly oldestSeconds: number | undefined;
}

/** Gathers the figures of the header. */
export function topHeader(
  { snapshot }: Pick<TopSource, 'snapshot'>,
  self: SelfSample | undefined = snapshot.self,
): TopHeader {
  const { takenAtSeconds, host } = snapshot;
  const pressureOf = (resource: Resource) => stalledPercent(host.sample?.pressure, resource, 'some');
  return {
    takenAtSeconds,
    hostName: host.sample?.name,
    cpu: cpuOf(snapshot),
    memory: memoryOf(snapshot),
    hugepages: hugepagesOf(host.sample),
    swap: swapOf(host.sample),
    pressure: { cpu: pressureOf('cpu'), memory: pressureOf('memory'), io: pressureOf('io') },
    guests: guestsOf(snapshot),
    sweepSeconds: self?.sweepSeconds,
    oldestSeconds: self?.oldestSeconds,
  };
}

function cpuOf({ host: { sample, rates } }: Snapshot): TopHeader['cpu'] {
  const { idle, iowait, steal, guest, guestNice } = rates?.cpu ?? {};
  return {
    cores: sample?.cpu?.cores,
    // The kernel's iowait may step back: then it is no part of the whole.
    busyRatio: idle === undefined ? undefined : Math.max(0, 1 - idle - (iowait ?? 0)),
    guestRatio: plus(guest, guestNice),
    stealRatio: steal,
    iowaitRatio: iowait,
  };
}

function memoryOf({ host }: Snapshot): Usage {
  const { MemTotal: totalBytes = host.memoryBytes, MemAvailable } = host.sample?.memory ?? {};
  return usage(totalBytes, MemAvailable);
}

function swapOf(sample: HostSample | undefined): Usage | undefined {
  const { SwapTotal, SwapFree } = sample?.memory ?? {};
  return SwapTotal ? usage(SwapTotal, SwapFree) : undefined;
}

function hugepagesOf(sample: HostSample | undefined): Usage | undefined {
  const bytes = (of: 'total' | 'free') =>
    sample?.hugepages?.reduce((sum, pool) => sum + pool[of] * pool.pageBytes, 0);
  return bytes('total') ? usage(bytes('total'), bytes('free')) : undefined;
}

function usage(totalBytes: number | undefined, freeBytes: number | undefined): Usage {
  return { totalBytes, usedBytes: plus(totalBytes, freeBytes === undefined ? undefined : -freeBytes) };
}

/** A screen is drawn with each key, and the troubles of a thousand guests take milliseconds. */
const guestsOf = onceEach(({ guests, takenAtSeconds }: Snapshot): TopHeader['guests'] => {
  // The guest itself is at the other end of the migration, and counted there.
  const counted = guests.filter(({ migration }) => migration === undefined);
  const states = new Map<string, number>();
  for (const { qemu } of counted) {
    if (qemu !== undefined)
      states.set(qemu.runState ?? 'unknown', (states.get(qemu.runState ?? 'unknown') ?? 0) + 1);
  }
  return {
    total: counted.length,
    states: [...states]
      .map(([state, count]) => ({ state, count }))
      .sort((one, other) => other.count - one.count),
    unanswered: counted.filter(({ qemu }) => qemu === undefined).length,
    troubled: counted.filter((guest) => troublesOf(guest, takenAtSeconds).length > 0).length,
  };
});
