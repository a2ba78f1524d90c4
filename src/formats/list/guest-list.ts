import { machineBytes } from '../../model/machine-bytes.js';
import type { GuestSnapshot, Snapshot } from '../../model/snapshot.js';

/** What `ls --json` prints: an object for each guest. What is unknown is null. */
export interface GuestList {
  readonly guests: readonly GuestListEntry[];
  readonly warnings: readonly string[];
}

/** One guest of the list. */
export interface GuestListEntry {
  readonly name: string;
  readonly uuid: string | null;
  readonly pid: number | null;
  /** QEMU's run state. */
  readonly state: string | null;
  readonly vcpus: number | null;
  /** All memory of the machine. */
  readonly machineBytes: number | null;
  /** What the command line of a QEMU that did not answer declares; null when it answered, or has no process here. */
  readonly declared: { readonly vcpus: number | null; readonly memoryBytes: number | null } | null;
  readonly memory: {
    /** The guest's own view, by its last report, fresh or not. */
    readonly usedBytes: number | null;
    readonly totalBytes: number | null;
    readonly ageSeconds: number | null;
    readonly verdict: string;
    /** What is the matter; empty when nothing is. */
    readonly explanation: string;
    /** What to do; empty when nothing needs to be done. */
    readonly advice: string;
  };
  readonly rssBytes: number | null;
  /** User and system, since the start of QEMU. */
  readonly cpuSeconds: number | null;
  /** CPU time over elapsed time since the start, in percent of one CPU. */
  readonly cpuPercent: number | null;
  readonly disks: number | null;
  /** Disks whose I/O has stopped the guest. `why` is QEMU's word: `failed`, `nospace`. */
  readonly stoppedDisks: readonly { readonly disk: string; readonly why: string }[];
  readonly nics: number | null;
  readonly socket: string | null;
  readonly problem: { readonly kind: string; readonly message: string } | null;
  /** Parts that did not answer, though the guest did. */
  readonly failures: readonly { readonly part: string; readonly why: string }[];
}

/** Encodes a snapshot as a list of its guests. */
export function encodeGuestList({ guests, warnings }: Snapshot): GuestList {
  return { guests: guests.map(encodeEntry), warnings };
}

function encodeEntry({
  name,
  uuid,
  pid,
  socket,
  problem,
  qemu,
  linux: process,
  memory,
  nics,
  declared,
}: GuestSnapshot): GuestListEntry {
  const cpuSeconds = process && process.userSeconds + process.systemSeconds;
  return {
    name,
    uuid: uuid ?? null,
    pid: pid ?? null,
    state: qemu?.runState ?? null,
    vcpus: qemu?.vcpus?.length ?? null,
    machineBytes: machineBytes(qemu?.memory) ?? null,
    declared: declared ? { vcpus: declared.vcpus ?? null, memoryBytes: declared.memoryBytes ?? null } : null,
    memory: {
      usedBytes: memory.lastUsedBytes ?? null,
      totalBytes: memory.totalBytes ?? null,
      ageSeconds: memory.ageSeconds === undefined ? null : rounded(memory.ageSeconds),
      verdict: memory.verdict,
      explanation: memory.explanation,
      advice: memory.advice,
    },
    rssBytes: process?.rssBytes ?? null,
    cpuSeconds: cpuSeconds === undefined ? null : rounded(cpuSeconds),
    cpuPercent:
      cpuSeconds === undefined || !process?.elapsedSeconds
        ? null
        : Math.round((1000 * cpuSeconds) / process.elapsedSeconds) / 10,
    disks: qemu?.disks?.length ?? null,
    stoppedDisks: (qemu?.disks ?? []).flatMap(({ name: disk, image }) =>
      image?.ioStatus === undefined || image.ioStatus === 'ok' ? [] : [{ disk, why: image.ioStatus }],
    ),
    nics: qemu?.nics?.length ?? (nics.length > 0 ? nics.length : null),
    socket: socket ?? null,
    problem: problem ?? null,
    failures: qemu?.failures ?? [],
  };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
