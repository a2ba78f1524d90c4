import type { PartFailure } from './qemu-sample.js';

/*
 * What the agent in a guest tells of it: of bounded length and number, without control characters, and still only as true as
 * the guest. Texts of more than 255 characters are cut.
 */

/** The clock of a guest: guest-get-time. */
export interface GuestTime {
  /** Whole seconds since the epoch. */
  readonly seconds: number;
  /** 0 to 999999999, beside the seconds. */
  readonly nanoseconds: number;
}

/** A user who is logged in: guest-get-users. */
export interface GuestUser {
  readonly name: string;
  /** The logon domain of a Windows guest; `undefined` elsewhere. */
  readonly domain: string | undefined;
  /** The first login, seconds since the epoch with their fraction; `undefined` when the agent does not say it. */
  readonly loginSeconds: number | undefined;
}

/** The time zone of a guest: guest-get-timezone. */
export interface GuestTimezone {
  /** As the guest names it, e.g. `CET`; `undefined` when it does not. */
  readonly name: string | undefined;
  /** East of Greenwich. */
  readonly offsetSeconds: number;
}

/**
 * The system of a guest: guest-get-osinfo. `undefined` is what the guest's os-release(5) lacks; the kernel's members are
 * those of uname(2), and on Windows its build and version.
 */
export interface GuestOsInfo {
  /** e.g. `debian`, `mswindows` */
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly prettyName: string | undefined;
  readonly version: string | undefined;
  readonly versionId: string | undefined;
  /** e.g. `x86_64` */
  readonly machine: string | undefined;
  readonly variant: string | undefined;
  readonly variantId: string | undefined;
  readonly kernelRelease: string | undefined;
  readonly kernelVersion: string | undefined;
}

/** The processors as the guest's system knows them, by its own numbers, ascending: guest-get-vcpus. */
export interface GuestVcpus {
  readonly known: readonly number[];
  readonly online: readonly number[];
  /** Those that the system can switch off. */
  readonly offlinable: readonly number[];
}

/** Where a guest's disk is plugged in, in the guest's view. */
export interface GuestDiskAddress {
  /** e.g. `virtio`, `scsi`, `nvme` */
  readonly busType: string | undefined;
  /** The disk's own PCI address, or that of its controller; `undefined` when it has none. */
  readonly pci: PciAddress | undefined;
  /** Bus, target and unit below the controller; of SCSI: channel, id and LUN. */
  readonly bus: number | undefined;
  readonly target: number | undefined;
  readonly unit: number | undefined;
  readonly serial: string | undefined;
  /** The device node, e.g. `/dev/vda`. */
  readonly device: string | undefined;
  /** The id of QEMU's device; `undefined` when no device with an id is known to be this disk. */
  readonly alias: string | undefined;
}

/** A PCI address, as the guest's system has numbered the buses. */
export interface PciAddress {
  readonly domain: number;
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
}

/** A mounted file system on a disk: guest-get-fsinfo. Network and memory file systems are not listed. */
export interface GuestFileSystem {
  /** e.g. `vda1` */
  readonly name: string;
  /** e.g. `ext4` */
  readonly type: string | undefined;
  readonly mountpoint: string;
  /** `undefined` with agents before 3.0. */
  readonly usedBytes: number | undefined;
  /** `undefined` with agents before 3.0. What is reserved for root is not counted. */
  readonly totalBytes: number | undefined;
  /** The disks that it lies on; empty when the agent does not know them. */
  readonly disks: readonly GuestDiskAddress[];
}

/** The file systems of a guest, in the order in which they were mounted. */
export interface GuestFileSystems {
  readonly fileSystems: readonly GuestFileSystem[];
  /** `aliases`: why the disks have none. */
  readonly failures: readonly PartFailure[];
}

/** A block device of the guest's system: guest-get-disks, since qemu-ga 5.2. */
export interface GuestDisk {
  /** e.g. `/dev/vda1` */
  readonly name: string;
  readonly isPartition: boolean;
  /** The devices that it lies on, e.g. the disk of a partition; `undefined` when the agent does not say it. */
  readonly dependencies: readonly string[] | undefined;
  readonly address: GuestDiskAddress | undefined;
  /** The guest's own name for it, e.g. that of a volume of device-mapper. */
  readonly guestAlias: string | undefined;
}

/** The block devices of a guest. */
export interface GuestDisks {
  readonly disks: readonly GuestDisk[];
  /** `aliases`: why the disks have none. */
  readonly failures: readonly PartFailure[];
}

/** A network interface of the guest's system, loopback too: guest-network-get-interfaces. */
export interface GuestInterface {
  readonly name: string;
  /** Lower case; `undefined` when it has none. */
  readonly mac: string | undefined;
  readonly addresses: readonly GuestInterfaceAddress[];
}

/** An address of an interface in the guest. */
export interface GuestInterfaceAddress {
  readonly type: 'ipv4' | 'ipv6';
  readonly address: string;
  /** The length of the network's part, in bits; `undefined` when the agent does not say it. */
  readonly prefix: number | undefined;
}

/** How many processes of the guest want to run, on average: guest-get-load, since qemu-ga 10.0. */
export interface GuestLoad {
  readonly oneMinute: number;
  readonly fiveMinutes: number;
  readonly fifteenMinutes: number;
}

/** The parts of {@link GuestInfo}, in libvirt's order. */
export const GUEST_INFO_PARTS = [
  'users',
  'os',
  'timezone',
  'hostname',
  'filesystems',
  'disks',
  'interfaces',
  'load',
] as const;

/** See {@link GUEST_INFO_PARTS}. */
export type GuestInfoPart = (typeof GUEST_INFO_PARTS)[number];

/** What an agent tells of its guest. A part is `undefined` when it was not asked for; else the reason is in `failures`. */
export interface GuestInfo {
  readonly users: readonly GuestUser[] | undefined;
  readonly os: GuestOsInfo | undefined;
  readonly timezone: GuestTimezone | undefined;
  readonly hostname: string | undefined;
  readonly filesystems: readonly GuestFileSystem[] | undefined;
  readonly disks: readonly GuestDisk[] | undefined;
  readonly interfaces: readonly GuestInterface[] | undefined;
  readonly load: GuestLoad | undefined;
  /** By the names of the parts; `aliases`: why disks have none. */
  readonly failures: readonly PartFailure[];
}

/** What a file system of a guest has told its disk to be free: guest-fstrim. */
export interface TrimmedFileSystem {
  readonly mountpoint: string;
  /** `undefined` when it could not be trimmed, or a system does not tell. */
  readonly trimmedBytes: number | undefined;
  /** Why it could not be trimmed. */
  readonly error: string | undefined;
}

/** How a program that the agent has run in its guest has ended: guest-exec. */
export interface GuestProgramResult {
  /** In the guest. */
  readonly pid: number;
  /** `undefined` when a signal has ended it. */
  readonly exitStatus: number | undefined;
  /** The number of the signal that has ended it; on Windows, an exception. */
  readonly signal: number | undefined;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Whether the agent has dropped a part of the output. */
  readonly isTruncated: boolean;
}
