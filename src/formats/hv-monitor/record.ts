/** The HV::Monitor record, as LibreNMS reads it: schemas/hv-monitor.schema.json has the rules. */
export interface HvMonitorRecord {
  readonly version: 1;
  /** 0, or an error number of qgauge's own; the data is complete either way. */
  readonly error: number;
  readonly errorString: string;
  readonly data: {
    readonly hv: string;
    readonly VMs: { readonly [name: string]: HvMonitorVm };
    readonly totals: HvMonitorTotals;
  };
}

/** An unknown number is null, never 0, which would be a figure. */
export type Figure = number | null;

/** Figures of a VM that are summed in the totals. */
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

/** Figures of a disk that are summed in its VM, under their name with `disk_` before it. */
export const DISK_SIZES = ['alloc', 'in_use', 'on_disk'] as const;
/** Figures of a disk that are summed in its VM. */
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
/** Figures of an interface that are summed in its VM. */
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
/** Figures of a VM that HV::Monitor documents but never produces: only with `extended`. */
export const EXTENDED = ['rchar', 'wchar', 'syscr', 'syscw', 'cwbytes'] as const;

type Figures<Key extends string> = { readonly [key in Key]: Figure };

/** One guest. An unknown text is empty. */
export interface HvMonitorVm
  extends Figures<(typeof SUMMED)[number]>,
    Figures<`disk_${(typeof DISK_SIZES)[number]}`>,
    Figures<(typeof DISK_TRAFFIC)[number]>,
    Figures<(typeof NET_TRAFFIC)[number]>,
    Partial<Figures<(typeof EXTENDED)[number]>> {
  /** An index into {@link STATE_COUNTS}. */
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
  readonly consoles?: readonly HvMonitorConsole[];
}

/** One disk of a guest. */
export interface HvMonitorDisk
  extends Figures<(typeof DISK_SIZES)[number]>,
    Figures<(typeof DISK_TRAFFIC)[number]> {
  /** `ok`, `failed` or `nospace`: only with `extended`. Empty when the device does not say. */
  readonly io_status?: string;
}

/** One network card of a guest; counters are the guest's own view. */
export interface HvMonitorInterface extends Figures<(typeof NET_TRAFFIC)[number]> {
  readonly if: string;
  readonly parent: string;
  readonly mac: string;
}

/** An address at which a screen of a guest is served: only with `extended`. */
export interface HvMonitorConsole {
  readonly type: string;
  /** The id of a VNC display; empty with SPICE. */
  readonly id: string;
  readonly address: string;
  readonly websocket: boolean;
  readonly tls: boolean;
}

/** The balloon of a guest: only with `extended`. */
export interface HvMonitorBalloon {
  readonly actual: Figure;
  /** Always null: QMP reports what the balloon has reached, not its target. */
  readonly target: Figure;
  readonly stats: { readonly [stat: string]: number | bigint };
  readonly last_update: Figure;
  readonly age: Figure;
  readonly verdict: string;
  /** What to do; empty when nothing needs to be done. */
  readonly advice: string;
}

/** The totals that count the VMs in each state, in the order of `status_int` from 0. */
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

/** Sums over all guests, and how many are in each state. */
export type HvMonitorTotals = Figures<
  | (typeof SUMMED)[number]
  | `disk_${(typeof DISK_SIZES)[number]}`
  | (typeof DISK_TRAFFIC)[number]
  | (typeof NET_TRAFFIC)[number]
> &
  Partial<Figures<(typeof EXTENDED)[number]>> & { readonly [state in (typeof STATE_COUNTS)[number]]: number };
