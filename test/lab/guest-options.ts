import type { Disk } from './disks.js';

/** A network card, and what it is connected to on the host. */
export type Nic = {
  readonly mac?: string;
  /** The guest's address with its prefix length (default: 10.0.2.15/24 for the first user card). */
  readonly address?: string;
} & ({ readonly kind: 'user' } | { readonly kind: 'tap'; readonly ifname: string });

export interface GuestOptions {
  /** Without a name there is no `-name`. */
  readonly name?: string;
  /** Without a UUID there is no `-uuid`. */
  readonly uuid?: string;
  /** The Linux kernel and its file system need about 96 (default: 256). */
  readonly memoryMiB?: number;
  /** (default: 1) */
  readonly cpus?: number;
  /** (default: q35) */
  readonly machine?: 'q35' | 'microvm';
  /** The id of a `device` is balloon0; an anonymous one has no id (default: device). */
  readonly balloon?: 'device' | 'anonymous' | 'none';
  /** Whether the guest loads its balloon driver (default: true). */
  readonly driver?: boolean;
  /** Number of monitors for the code under test (default: 1). */
  readonly monitors?: number;
  /** Makes the first of those monitors print its messages over several lines. */
  readonly pretty?: boolean;
  /** Whether the lab has a monitor of its own (default: true). */
  readonly control?: boolean;
  readonly agent?: boolean;
  readonly vnc?: boolean;
  /** An iothread named iothread0, which serves the disks where the machine can do that. */
  readonly iothread?: boolean;
  readonly disks?: readonly Disk[];
  readonly nics?: readonly Nic[];
  /** The network namespace in which QEMU runs; it must hold the taps (default: the host's). */
  readonly namespace?: string;
  /** Without a kernel the machine stays in its firmware (default: true). */
  readonly kernel?: boolean;
  readonly kernelWords?: readonly string[];
  /** Starts with `-S`: the virtual CPUs run only after the command `cont`. */
  readonly stopped?: boolean;
  /** Appended to the command line. */
  readonly extraArgs?: readonly string[];
  /** Ten times what a boot takes, because all cores may be busy (default: 40 seconds). */
  readonly bootTimeoutMs?: number;
}
