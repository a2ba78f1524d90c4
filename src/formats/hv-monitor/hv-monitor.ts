import type { Snapshot } from '../../model/snapshot.js';
import { stringifyJson } from '../../support/lossless-json.js';
import {
  DISK_TRAFFIC,
  EXTENDED,
  type HvMonitorRecord,
  type HvMonitorTotals,
  type HvMonitorVm,
  NET_TRAFFIC,
  STATE_COUNTS,
  SUMMED,
} from './record.js';
import { sumsOf } from './sums.js';
import { plainText } from './text.js';
import { encodeVm } from './vm.js';

/** How to make the record. */
export interface HvMonitorOptions {
  /** The kind of hypervisor; LibreNMS shows status and flush graphs only for `libvirt`. Default `libvirt`. */
  readonly hv?: string | undefined;
  /** Adds what HV::Monitor documents but never produces, and the balloon. LibreNMS makes a database row of each. */
  readonly extended?: boolean | undefined;
}

/** Our error number for a host on which no guest answered. */
const NONE_ANSWERED = 1;
/** LibreNMS stores a scalar as `VMs_<vm>_<key>`, in a column of this many characters. */
const MAX_METRIC_NAME = 64;

/** Encodes a snapshot as an HV::Monitor record. Guests that did not answer are included with what Linux knows of them; one that was
 * never seen is not: its name is not known. */
export function encodeHvMonitor(snapshot: Snapshot, options: HvMonitorOptions = {}): HvMonitorRecord {
  const { hv = 'libvirt', extended = false } = options;
  const { guests, host } = snapshot;
  const seen = guests.filter(({ isNeverSeen }) => !isNeverSeen);
  const vms = seen.map((guest) => [plainText(guest.name), encodeVm(guest, host, extended)] as const);
  // An absent guest has not failed to answer.
  const asked = guests.filter(({ problem }) => problem?.kind !== 'absent');
  const hasFailed = asked.length > 0 && asked.every(({ qemu }) => qemu === undefined);
  const first = asked[0]?.problem?.message ?? '';
  return {
    version: 1,
    error: hasFailed ? NONE_ANSWERED : 0,
    errorString: hasFailed ? plainText(`none of ${asked.length} guests answered: ${first}`) : '',
    data: {
      hv: plainText(hv),
      VMs: Object.fromEntries(vms),
      totals: encodeTotals(
        // The other end of a migration is no further guest.
        vms.filter((_, at) => guests[at]?.migration === undefined).map(([, vm]) => vm),
        extended,
      ),
    },
  };
}

/** Formats a record as one line of JSON, or indented, without any backslash. */
export function formatHvMonitor(record: HvMonitorRecord, pretty = false): string {
  return stringifyJson(record, pretty ? 2 : 0);
}

/** Finds the VMs whose names are too long for LibreNMS: it would cut the names of their metrics off. */
export function findOverlongNames(record: HvMonitorRecord): readonly string[] {
  return Object.entries(record.data.VMs)
    .filter(([name, vm]) =>
      Object.entries(vm).some(
        ([key, value]) => typeof value === 'number' && `VMs_${name}_${key}`.length > MAX_METRIC_NAME,
      ),
    )
    .map(([name]) => name);
}

function encodeTotals(vms: readonly HvMonitorVm[], extended: boolean): HvMonitorTotals {
  const counts = STATE_COUNTS.map((state, status) => [
    state,
    vms.filter(({ status_int }) => status_int === status).length,
  ]);
  return {
    ...sumsOf(SUMMED, vms),
    ...sumsOf(['disk_alloc', 'disk_in_use', 'disk_on_disk'], vms),
    ...sumsOf(DISK_TRAFFIC, vms),
    ...sumsOf(NET_TRAFFIC, vms),
    // Linux has no such counters: null also without any guest, where other sums are 0.
    cow: null,
    nswap: null,
    ...(extended ? sumsOf(EXTENDED, vms) : {}),
    ...(Object.fromEntries(counts) as { [state in (typeof STATE_COUNTS)[number]]: number }),
  };
}
