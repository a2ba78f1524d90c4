import type { HostBlockDevice } from '../../linux/block-device-number.js';
import type { BlkioDevice } from '../../model/group-parameters.js';
import type { GroupChange, OwnGroup } from './own-group.js';

export const DEVICE_LIMITS = [
  'readBytesPerSecond',
  'writeBytesPerSecond',
  'readOperationsPerSecond',
  'writeOperationsPerSecond',
] as const;
type DeviceLimit = (typeof DEVICE_LIMITS)[number];
type Settings = Partial<Pick<BlkioDevice, DeviceLimit | 'weight'>>;

/** The share of one disk of the host; null: no limit. */
export interface BlkioDeviceSettings extends Settings {
  /** Its path, such as `/dev/sda`, or its number, `8:0`; a disk, and not a partition. */
  readonly device: string;
}

/** The file of version 1, the key of io.max in version 2, and the property of systemd, which has no operations in version 1. */
const LIMITS: { readonly [limit in DeviceLimit]: readonly [file: string, key: string, property: string] } = {
  readBytesPerSecond: ['blkio.throttle.read_bps_device', 'rbps', 'IOReadBandwidthMax'],
  writeBytesPerSecond: ['blkio.throttle.write_bps_device', 'wbps', 'IOWriteBandwidthMax'],
  readOperationsPerSecond: ['blkio.throttle.read_iops_device', 'riops', 'IOReadIOPSMax'],
  writeOperationsPerSecond: ['blkio.throttle.write_iops_device', 'wiops', 'IOWriteIOPSMax'],
};

/** Where the weights of a group, and of single disks, are written: BFQ's files first, since it is the scheduler of newer kernels. */
const WEIGHTS = {
  1: [
    ['blkio.bfq.weight', 'blkio.bfq.weight_device'],
    ['blkio.weight', 'blkio.weight_device'],
  ],
  2: [
    ['io.bfq.weight', 'io.bfq.weight'],
    ['io.weight', 'io.weight'],
  ],
} as const;

/** The weight of all disks without one of their own. */
export function weightChange(group: OwnGroup, weight: number): GroupChange {
  const [file] = weightFiles(group);
  const before = /^(?:default )?(\d+)$/m.exec(group.read(file) ?? '')?.[1];
  return { file, text: String(weight), before, properties: weightProperties(group, file, '', weight) };
}

/** What changes for one disk. @param present what it has now */
export function deviceChanges(
  group: OwnGroup,
  { number, path }: HostBlockDevice,
  settings: Settings,
  present: BlkioDevice | undefined,
): readonly GroupChange[] {
  const changes: GroupChange[] = [];
  if (settings.weight !== undefined) {
    const [, file] = weightFiles(group);
    const before = `${number} ${present?.weight ?? 'default'}`;
    const properties = weightProperties(group, file, path, settings.weight);
    changes.push({ file, text: `${number} ${settings.weight}`, before, properties });
  }
  const given = DEVICE_LIMITS.filter((name) => settings[name] !== undefined);
  if (given.length === 0) return changes;
  const limits = group.version === 1 ? limitsV1 : limitsV2;
  return [...changes, ...limits(number, path, settings, present ?? {}, given)];
}

function limitsV1(
  number: string,
  path: string,
  settings: Settings,
  present: Partial<BlkioDevice>,
  given: readonly DeviceLimit[],
): readonly GroupChange[] {
  return given.map((name) => {
    const [file, , property] = LIMITS[name];
    const isBytes = name.endsWith('BytesPerSecond');
    return {
      file,
      // 0 is none.
      text: `${number} ${settings[name] ?? 0}`,
      before: `${number} ${present[name] ?? 0}`,
      properties: isBytes ? [`${property}=${path} ${settings[name] ?? 'infinity'}`] : undefined,
    };
  });
}

/** One file has all limits; a key that is not written stays. */
function limitsV2(
  number: string,
  path: string,
  settings: Settings,
  present: Partial<BlkioDevice>,
  given: readonly DeviceLimit[],
): readonly GroupChange[] {
  const line = (limits: Settings) =>
    [number, ...given.map((name) => `${LIMITS[name][1]}=${limits[name] ?? 'max'}`)].join(' ');
  const properties = given.map((name) => `${LIMITS[name][2]}=${path} ${settings[name] ?? 'infinity'}`);
  return [{ file: 'io.max', text: line(settings), before: line(present), properties }];
}

/**
 * systemd writes what BlockIOWeight says into files of version 1 as it is, and fits that of IOWeight, 1 to 10000, to what BFQ takes:
 * 100 stays, and 1 to 1000 is left.
 *
 * @param path of one disk; empty: of all that have no weight of their own
 */
function weightProperties(group: OwnGroup, file: string, path: string, weight: number): readonly string[] {
  const isSquashed = file.startsWith('io.bfq.') && weight > BFQ_SQUASHES_ABOVE;
  const value = isSquashed ? BFQ_SQUASHES_ABOVE + (weight - BFQ_SQUASHES_ABOVE) * BFQ_SQUASHES_BY : weight;
  const name = `${group.version === 1 ? 'BlockIO' : 'IO'}${path === '' ? '' : 'Device'}Weight`;
  return [`${name}=${path === '' ? '' : `${path} `}${value}`];
}

/** (10000 - 100) / (1000 - 100) */
const BFQ_SQUASHES_BY = 11;
const BFQ_SQUASHES_ABOVE = 100;

function weightFiles(group: OwnGroup): readonly [ofGroup: string, ofDevice: string] {
  const files = WEIGHTS[group.version];
  return files.find(([file]) => group.read(file) !== undefined) ?? files[0];
}
