import type { Disk } from './disks.js';

/** A network card, and what it is plugged into on the host. */
export type Nic = {
  readonly mac?: string;
  /** The guest's address with its prefix length; the first user card has 10.0.2.15/24 unless this says otherwise. */
  readonly address?: string;
} & ({ readonly kind: 'user' } | { readonly kind: 'tap'; readonly ifname: string });

export interface GuestOptions {
  /** Without a name there is no `-name`. */
  readonly name?: string;
  /** Without a UUID there is no `-uuid`. */
  readonly uuid?: string;
  /** Default 256; the Linux kernel and its file system do not fit into less than about 96. */
  readonly memoryMiB?: number;
  /** Default 1. */
  readonly cpus?: number;
  /** Default q35. */
  readonly machine?: 'q35' | 'microvm';
  /** Default `device`: its id is balloon0. An anonymous one has no id. */
  readonly balloon?: 'device' | 'anonymous' | 'none';
  /** Whether the guest loads its balloon driver; default true. */
  readonly driver?: boolean;
  /** How many monitors are there for the code under test; default 1. */
  readonly monitors?: number;
  /** Makes the first of those monitors print its messages over several lines. */
  readonly pretty?: boolean;
  /** An additional monitor, for the lab itself; default true. */
  readonly control?: boolean;
  readonly agent?: boolean;
  readonly vnc?: boolean;
  /** An iothread named iothread0, which serves the disks where the machine can do that. */
  readonly iothread?: boolean;
  readonly disks?: readonly Disk[];
  readonly nics?: readonly Nic[];
  /** The network namespace in which QEMU runs; default the host's. Its taps must be there. */
  readonly namespace?: string;
  /** Default true; without a kernel the machine stays in its firmware. */
  readonly kernel?: boolean;
  readonly kernelWords?: readonly string[];
  /** Starts with `-S`: the virtual CPUs run only after the command `cont`. */
  readonly stopped?: boolean;
  /** Come last on the command line. */
  readonly extraArgs?: readonly string[];
  /** Default 40 seconds: ten times what a boot takes, because all cores may be busy. */
  readonly bootTimeoutMs?: number;
}
