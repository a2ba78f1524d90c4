import type { HugepagePool } from '../model/host-sample.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { parseCount } from './files/parse-count.js';

/**
 * Reads /sys/kernel/mm/hugepages (the kernel's hugetlbpage document), the smallest pages first; `undefined` when the
 * kernel does not support them.
 *
 * @param names the directories in it, e.g. `hugepages-2048kB`, which do not change while the kernel runs
 */
export function readHugepages(
  sys: KernelDirectory,
  names: readonly string[] | undefined,
): readonly HugepagePool[] | undefined {
  return names
    ?.map((name) => ({ name, pageBytes: Number(/^hugepages-(\d+)kB$/.exec(name)?.[1]) * 1024 }))
    .filter(({ pageBytes }) => pageBytes > 0)
    .sort((a, b) => a.pageBytes - b.pageBytes)
    .flatMap(({ name, pageBytes }) => readPool(sys, name, pageBytes) ?? []);
}

function readPool(sys: KernelDirectory, name: string, pageBytes: number): HugepagePool | undefined {
  const count = (file: string) => parseCount(sys.read(`kernel/mm/hugepages/${name}/${file}`));
  const total = count('nr_hugepages');
  const free = count('free_hugepages');
  const reserved = count('resv_hugepages');
  const surplus = count('surplus_hugepages');
  const isKnown =
    total !== undefined && free !== undefined && reserved !== undefined && surplus !== undefined;
  return isKnown ? { pageBytes, total, free, reserved, surplus } : undefined;
}
