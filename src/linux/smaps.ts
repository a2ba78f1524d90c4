/** One mapping of a process by /proc/PID/smaps (proc_pid_smaps(5)), in bytes. */
export interface Mapping {
  /** Where it begins, in hexadecimal without `0x`: numa_maps has the same. */
  readonly start: string;
  /** e.g. `rw-p`, or `rw-s` for a shared one. */
  readonly permissions: string;
  readonly sizeBytes: number;
  readonly rssBytes: number;
  readonly pssBytes: number;
  /** Huge pages of hugetlbfs, which neither Rss nor Pss counts. */
  readonly hugetlbBytes: number;
  /** Of shared memory too, which VmSwap of /proc/PID/status leaves out. */
  readonly swapBytes: number;
  readonly lockedBytes: number;
  /** Merged pages; `undefined` before Linux 6.7. */
  readonly ksmBytes: number | undefined;
}

/**
 * Parses mappings such as
 *
 *     7fa173e00000-7fa193e00000 rw-p 00000000 00:00 0
 *     Size:             524288 kB
 *     Rss:              135168 kB
 *     Pss:              135168 kB
 *     Swap:                  0 kB
 *
 * A line that is neither a head nor a figure in kB is passed over. The kernel escapes a line feed in the name of a file.
 */
export function parseSmaps(text: string): readonly Mapping[] {
  const mappings: { start: string; permissions: string; figures: Map<string, number> }[] = [];
  for (const [, start, permissions = '', name = '', kib] of text.matchAll(LINE)) {
    if (start !== undefined) mappings.push({ start, permissions, figures: new Map() });
    else mappings.at(-1)?.figures.set(name, Number(kib) * 1024);
  }
  return mappings.map(({ start, permissions, figures }) => ({ start, permissions, ...bytesOf(figures) }));
}

const LINE =
  /^(?:([0-9a-f]+)-[0-9a-f]+ (\S{4}) .*|(Size|Rss|Pss|KSM|Shared_Hugetlb|Private_Hugetlb|Swap|Locked): +(\d+) kB)$/gm;

function bytesOf(figures: ReadonlyMap<string, number>): Omit<Mapping, 'start' | 'permissions'> {
  const bytes = (name: string) => figures.get(name) ?? 0;
  return {
    sizeBytes: bytes('Size'),
    rssBytes: bytes('Rss'),
    pssBytes: bytes('Pss'),
    hugetlbBytes: bytes('Shared_Hugetlb') + bytes('Private_Hugetlb'),
    swapBytes: bytes('Swap'),
    lockedBytes: bytes('Locked'),
    ksmBytes: figures.get('KSM'),
  };
}
