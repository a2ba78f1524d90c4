import { libvirtStateOf } from '../../model/libvirt-state.js';
import type { GuestSnapshot, Snapshot } from '../../model/snapshot.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { encodeCpu, encodeIothreads, encodeVcpus } from './cpu-groups.js';
import { encodeBlocks, encodeInterfaces } from './device-groups.js';
import { encodeBalloon, encodeDirtyRate } from './memory-groups.js';
import {
  DOMSTATS_GROUPS,
  type DomstatsGroup,
  type DomstatsOptions,
  type GroupEncoder,
  type Stat,
} from './stat.js';

const ENCODERS: { readonly [group in DomstatsGroup]: GroupEncoder } = {
  state: ({ qemu }) => {
    const { state, reason } = libvirtStateOf(qemu?.runState);
    return [
      ['state.state', state],
      ['state.reason', reason],
    ];
  },
  'cpu-total': encodeCpu,
  balloon: encodeBalloon,
  vcpu: encodeVcpus,
  interface: encodeInterfaces,
  block: encodeBlocks,
  // libvirt enables the events, makes the kernel's monitoring groups, and reads figures of KVM: none of them are read here.
  perf: () => [],
  iothread: encodeIothreads,
  memory: () => [],
  dirtyrate: encodeDirtyRate,
  vm: () => [],
};

/** The figures of a guest under the names, in the units and in the order of `virsh domstats`. What is unknown is left out. */
export function domainStats(guest: GuestSnapshot, options: DomstatsOptions = {}): readonly Stat[] {
  const wanted = new Set(options.groups ?? DOMSTATS_GROUPS);
  return DOMSTATS_GROUPS.filter((group) => wanted.has(group))
    .flatMap((group) => ENCODERS[group](guest, options))
    .flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

/** Encodes what `virsh domstats` prints: a paragraph a guest. */
export function encodeDomstats({ guests }: Pick<Snapshot, 'guests'>, options: DomstatsOptions = {}): string {
  return guests
    .map((guest) => {
      const lines = domainStats(guest, options).map(([key, value]) => `  ${key}=${safe(value)}\n`);
      return `Domain: '${safe(guest.name)}'\n${lines.join('')}`;
    })
    .join('\n');
}

/** The same for programs: for each guest an object with its name, and its figures under the same names. */
export function domstatsJson(
  { guests }: Pick<Snapshot, 'guests'>,
  options: DomstatsOptions = {},
): readonly { readonly [key: string]: number | string }[] {
  return guests.map((guest) => ({
    'domain.name': guest.name,
    ...Object.fromEntries(domainStats(guest, options)),
  }));
}

function safe(value: number | string): string {
  return typeof value === 'number' ? String(value) : terminalSafe(value, MAX_TEXT);
}

/** The longest path of Linux. */
const MAX_TEXT = 4096;
