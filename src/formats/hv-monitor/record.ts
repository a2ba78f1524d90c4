/** The HV::Monitor record, as LibreNMS reads it: schemas/hv-monitor.schema.json has the rules. */
export interface HvMonitorRecord {
  readonly version: 1;
  /** 0, or the number of an error of ours; the data is complete either way. */
  readonly error: number;
  readonly errorString: string;
  readonly data: {
    readonly hv: string;
    readonly VMs: { readonly [name: string]: HvMonitorVm };
    readonly totals: HvMonitorTotals;
  };
}

/** A number that nobody knows is null: never 0, which would be a figure. */
export type Figure = number | null;

/** Figures of a VM that are summed up in the totals. */
export const SUMMED = [
  'mem_alloc',
  'mem_use',
  'cpus',
  'pcpu',
  'pmem',
  'snaps',
  'snaps_size',
  'etimes',
  'usertime',
  'systime',
  'minflt',
  'majflt',
  'vsz',
  'rss',
  'nvcsw',
  'nivcsw',
  'inblk',
  'oublk',
  'cow',
  'nswap',
] as const;

/** Figures of a disk that are summed up in its VM, under `disk_` and their name. */
export const DISK_SIZES = ['alloc', 'in_use', 'on_disk'] as const;
/** Figures of a disk that are summed up in its VM. */
export const DISK_TRAFFIC = [
  'rbytes',
  'rreqs',
  'rtime',
  'wbytes',
  'wreqs',
  'wtime',
  'freqs',
  'ftime',
] as const;
/** Figures of an interface that are summed up in its VM. */
export const NET_TRAFFIC = [
  'ipkts',
  'ierrs',
  'ibytes',
  'idrop',
  'opkts',
  'oerrs',
  'obytes',
  'odrop',
  'coll',
] as const;
/** Figures of a VM that HV::Monitor documents and never produces: only with `extended`. */
export const EXTENDED = ['rchar', 'wchar', 'syscr', 'syscw', 'cwbytes'] as const;

type Figures<Key extends string> = { readonly [key in Key]: Figure };

export interface HvMonitorVm
  extends Figures<(typeof SUMMED)[number]>,
    Figures<`disk_${(typeof DISK_SIZES)[number]}`>,
    Figures<(typeof DISK_TRAFFIC)[number]>,
    Figures<(typeof NET_TRAFFIC)[number]>,
    Partial<Figures<(typeof EXTENDED)[number]>> {
  readonly status_int: number;
  readonly os_type: string;
  readonly ip: string;
  readonly console_type: string;
  readonly console: string;
  readonly nice: Figure;
  readonly pri: Figure;
  readonly disks: { readonly [name: string]: HvMonitorDisk };
  readonly ifs: { readonly [name: string]: HvMonitorInterface };
  readonly balloon?: HvMonitorBalloon;
}

export interface HvMonitorDisk
  extends Figures<(typeof DISK_SIZES)[number]>,
    Figures<(typeof DISK_TRAFFIC)[number]> {}

export interface HvMonitorInterface extends Figures<(typeof NET_TRAFFIC)[number]> {
  readonly if: string;
  readonly parent: string;
  readonly mac: string;
}

export interface HvMonitorBalloon {
  readonly actual: Figure;
  /** QMP does not tell what was asked of the guest, only what it has reached. */
  readonly target: Figure;
  readonly stats: { readonly [stat: string]: number | bigint };
  readonly last_update: Figure;
  readonly age: Figure;
  readonly verdict: string;
}

/** How many VMs are in each state: their names in the order of status_int, from 0. */
export const STATE_COUNTS = [
  'nostate',
  'on',
  'blocked',
  'paused',
  'off_soft',
  'off_hard',
  'crashed',
  'pmsuspended',
  'off',
  'unknown',
] as const;

export type HvMonitorTotals = Figures<
  | (typeof SUMMED)[number]
  | `disk_${(typeof DISK_SIZES)[number]}`
  | (typeof DISK_TRAFFIC)[number]
  | (typeof NET_TRAFFIC)[number]
> &
  Partial<Figures<(typeof EXTENDED)[number]>> & { readonly [state in (typeof STATE_COUNTS)[number]]: number };
