import type { BalloonReport } from '../../model/balloon.js';
import type { Disk } from '../../model/disk.js';
import { isFresh } from '../../model/guest-memory.js';
import { type GuestTraffic, guestTraffic } from '../../model/guest-traffic.js';
import type { ThreadSample } from '../../model/linux-sample.js';
import type { GuestSnapshot, NicSnapshot, Snapshot } from '../../model/snapshot.js';
import type { Budgeted } from './gather.js';
import { labelPair, withLabel } from './label-text.js';
import type { Labelled } from './metric.js';
import type { SeriesBudget } from './series-budget.js';

/** A guest as the metrics see it: its parts with their labels, which many metrics share. */
export interface GuestSource extends Budgeted, Labelled {
  readonly guest: GuestSnapshot;
  /** When the snapshot was taken, seconds since the epoch. */
  readonly sampledAtSeconds: number;
  /** The last report of its balloon; `undefined` unless it is fresh. */
  readonly report: BalloonReport | undefined;
  readonly vcpus: readonly ThreadSource[];
  readonly iothreads: readonly ThreadSource[];
  readonly disks: readonly DiskSource[];
  readonly nics: readonly NicSource[];
}

/** A thread of QEMU's with a known task. */
export interface ThreadSource extends Labelled {
  readonly thread: ThreadSample | undefined;
}

export interface DiskSource extends Labelled {
  readonly disk: Disk;
}

export interface NicSource extends Labelled {
  readonly card: NicSnapshot;
  /** As the guest counts it; `undefined` for a card without an interface on the host. */
  readonly traffic: GuestTraffic | undefined;
}

/** How labels are named, and cards. */
export interface LabelNames {
  readonly guest: string;
  readonly disk: string;
  readonly nic: string;
  /** `undefined` for a card that has no name, and so no series. */
  readonly nicNameOf: (card: NicSnapshot, at: number) => string | undefined;
}

/** Prepares the guests of a snapshot: their labels are written once, and used by every metric. */
export function guestSourcesOf(
  { guests, takenAtSeconds }: Snapshot,
  names: LabelNames,
  budget: SeriesBudget,
): readonly GuestSource[] {
  // Figures of a guest that was never seen would be series of their own, under a name that is not the guest's.
  const seen = guests.filter(({ isNeverSeen }) => !isNeverSeen);
  return seen.map((guest) => ({
    ...partsOf(guest, names),
    sampledAtSeconds: takenAtSeconds,
    budget: budget.ofGuest(),
  }));
}

function partsOf(guest: GuestSnapshot, names: LabelNames): Omit<GuestSource, 'budget' | 'sampledAtSeconds'> {
  const labels = labelPair(names.guest, guest.name);
  const labelsOf = (name: string, value: string | number) =>
    withLabel(labels, labelPair(name, String(value)));
  return {
    ...{ guest, labels },
    report: isFresh(guest.memory) ? guest.qemu?.balloon?.report : undefined,
    ...threadsOf(guest, labelsOf),
    disks: (guest.qemu?.disks ?? []).map((disk) => ({ disk, labels: labelsOf(names.disk, disk.name) })),
    nics: guest.nics.flatMap((card, at) => {
      const name = names.nicNameOf(card, at);
      if (name === undefined) return [];
      return { card, labels: labelsOf(names.nic, name), traffic: guestTraffic(card.host) };
    }),
  };
}

/**
 * The threads of the vCPUs and iothreads. While QEMU does not answer, its last answer tells which they are. With TCG in a
 * single thread, the vCPUs share it: it counts as that of the first one, or sums would count it twice.
 */
function threadsOf(
  { qemu, lastGood, linux }: GuestSnapshot,
  labelsOf: (name: string, value: string | number) => string,
): Pick<GuestSource, 'vcpus' | 'iothreads'> {
  const { vcpus = [], iothreads = [] } = qemu ?? lastGood?.qemu ?? {};
  const threads = new Map(linux?.threads.map((thread) => [thread.id, thread]));
  const taken = new Set<number>();
  const takeThread = (id: number) => {
    const thread = taken.has(id) ? undefined : threads.get(id);
    taken.add(id);
    return thread;
  };
  return {
    vcpus: vcpus.map(({ index, threadId }) => {
      return { labels: labelsOf('vcpu', index), thread: takeThread(threadId) };
    }),
    iothreads: iothreads.map(({ id, threadId }) => {
      return { labels: labelsOf('iothread', id), thread: takeThread(threadId) };
    }),
  };
}
