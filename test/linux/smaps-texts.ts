/** QEMU's own code. */
const PROGRAM = mapping('55d0c8a00000-55d0c9200000 r-xp 00396000 fe:00 1311 /usr/bin/qemu-system-x86_64', {
  Size: 8192,
  Rss: 4000,
  Pss: 2000,
});

/** RAM of 512 MiB, as -m 512 maps it. */
export const RAM = mapping('7fa173e00000-7fa193e00000 rw-p 00000000 00:00 0 ', {
  Size: 524_288,
  Rss: 135_168,
  Pss: 135_000,
  KSM: 336,
  Swap: 1024,
  Locked: 8,
});

/** What TCG has translated, which is as large and may be executed. */
export const TCG_CODE = mapping('7fa0f3e00000-7fa113e00000 rwxp 00000000 00:00 0 ', {
  Size: 524_288,
  Rss: 131_072,
  Pss: 131_072,
  Swap: 512,
});

/** The mappings of a small QEMU: 512 MiB of RAM, and 132 MiB of its own. */
export const SMAPS = `${PROGRAM}${RAM}${TCG_CODE}`;

function mapping(head: string, figures: Readonly<Record<string, number>>): string {
  const all = { KernelPageSize: 4, Shared_Hugetlb: 0, Private_Hugetlb: 0, ...figures };
  const lines = Object.entries(all).map(
    ([name, kib]) => `${`${name}:`.padEnd(16)}${String(kib).padStart(8)} kB\n`,
  );
  return `${head}\n${lines.join('')}THPeligible:    1\nVmFlags: rd wr mr mw me dc ac sd hg mg \n`;
}
