import type { BalloonReport } from '../../model/balloon.js';
import type { CgroupSample } from '../../model/cgroup-sample.js';
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
  /** The control group of its QEMU, if that is known. */
  readonly groups: readonly GroupSource[];
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

export interface GroupSource extends Labelled {
  readonly group: CgroupSample;
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
  const labels = seen.map(({ name }) => labelPair(names.guest, name));
  const first = new Map(labels.map((each, at) => [each, at] as const).reverse());
  // Every property by its own name: objects that are spread together are slow to read, and these are read by every metric.
  return seen.map((guest, at) => {
    const own = labels[at] ?? '';
    const labelsOf = (name: string, value: string | number) => withLabel(own, labelPair(name, String(value)));
    const { vcpus, iothreads } = threadsOf(guest, labelsOf);
    return {
      guest,
      labels: own,
      isRepeated: first.get(own) !== at,
      sampledAtSeconds: takenAtSeconds,
      budget: budget.ofGuest(),
      report: isFresh(guest.memory) ? guest.qemu?.balloon?.report : undefined,
      vcpus,
      iothreads,
      disks: disksOf(guest, (disk) => labelsOf(names.disk, disk)),
      nics: nicsOf(guest, names, (nic) => labelsOf(names.nic, nic)),
      groups: guest.cgroup === undefined ? [] : [{ group: guest.cgroup, labels: own }],
    };
  });
}

function disksOf({ qemu }: GuestSnapshot, labelsOf: (name: string) => string): readonly DiskSource[] {
  return markRepeated((qemu?.disks ?? []).map((disk) => ({ disk, labels: labelsOf(disk.name) })));
}

function nicsOf(
  { nics }: GuestSnapshot,
  { nicNameOf }: LabelNames,
  labelsOf: (name: string) => string,
): readonly NicSource[] {
  const named = nics.flatMap((card, at) => {
    const name = nicNameOf(card, at);
    if (name === undefined) return [];
    return { card, labels: labelsOf(name), traffic: guestTraffic(card.host) };
  });
  return markRepeated(named);
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
  const takeThread = (id: number) => {
    const thread = threads.get(id);
    threads.delete(id);
    return thread;
  };
  const sourceOf = (labels: string, threadId: number) => ({ labels, thread: takeThread(threadId) });
  return {
    vcpus: markRepeated(vcpus.map(({ index, threadId }) => sourceOf(labelsOf('vcpu', index), threadId))),
    iothreads: markRepeated(
      iothreads.map(({ id, threadId }) => sourceOf(labelsOf('iothread', id), threadId)),
    ),
  };
}

/** Marks what has the labels of another one before it: two series of the same labels would spoil the whole scrape. */
function markRepeated<Item extends Labelled>(items: readonly Item[]): readonly Item[] {
  if (items.length < 2) return items;
  const seen = new Set<string>();
  return items.map((item) => {
    if (seen.has(item.labels)) return { ...item, isRepeated: true };
    seen.add(item.labels);
    return item;
  });
}
