import { mostBytes } from '../../model/machine-bytes.js';
import type { QemuSample } from '../../model/qemu-sample.js';

/** What QEMU reports of the parts that can be plugged into a machine. */
export type MachineParts = Pick<QemuSample, 'vcpus' | 'memory' | 'disks' | 'emptyDrives' | 'nics'>;

/** The parts of a machine, each as a value that differs when one was plugged or unplugged; `undefined` where it is not known. */
export interface PluggedParts {
  readonly vcpus?: number | undefined;
  /** Without virtio-mem, whose size the guest itself changes all the time. */
  readonly memoryBytes?: number | undefined;
  /** With those that are empty: a guest that ejects a medium unplugs nothing. */
  readonly drives?: string | undefined;
  readonly nics?: string | undefined;
}

export function pluggedParts({ vcpus, memory, disks, emptyDrives = [], nics }: MachineParts): PluggedParts {
  return {
    vcpus: vcpus?.length,
    memoryBytes: mostBytes(memory),
    drives: disks && listOf([...disks, ...emptyDrives].map(({ name }) => name)),
    // The address of a card is the guest's to change.
    nics: nics && listOf(nics.map(({ path, id }) => path ?? id)),
  };
}

/** Whether something was plugged or unplugged; what is not known both times does not count. */
export function isPlugged(before: PluggedParts, now: PluggedParts): boolean {
  return PART_NAMES.some(
    (name) => before[name] !== undefined && now[name] !== undefined && before[name] !== now[name],
  );
}

/** What is known of both times, of the later one first. */
export function lastKnown(before: PluggedParts, now: PluggedParts): PluggedParts {
  return Object.fromEntries(PART_NAMES.map((name) => [name, now[name] ?? before[name]]));
}

const PART_NAMES = [
  'vcpus',
  'memoryBytes',
  'drives',
  'nics',
] as const satisfies readonly (keyof PluggedParts)[];

function listOf(names: readonly (string | undefined)[]): string {
  return JSON.stringify([...names].sort());
}
