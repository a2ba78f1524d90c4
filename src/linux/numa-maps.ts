import { readFile } from 'node:fs/promises';
import type { LinuxSample } from '../model/linux-sample.js';
import { isAbsence } from './files/read-file.js';

/** Bytes on each NUMA node, by its number. */
export type NumaBytes = NonNullable<LinuxSample['numaBytes']>;

/**
 * Reads /proc/PID/numa_maps; resolves to `undefined` when it is absent or not readable by this user.
 *
 * Expensive: the kernel walks every page of the process, and waits for a lock on its mappings. It is read in Node's thread
 * pool, so that the walk does not block the event loop.
 *
 * @param starts the mappings that count, by their begin in hexadecimal (default: all)
 */
export async function readNumaMaps(
  procRoot: string,
  pid: number,
  starts?: ReadonlySet<string>,
): Promise<NumaBytes | undefined> {
  try {
    return parseNumaMaps(await readFile(`${procRoot}/${pid}/numa_maps`, 'utf8'), starts);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/**
 * Sums lines such as `7f81d8000000 default anon=3 dirty=3 active=0 N0=2 N1=1 kernelpagesize_kB=4` over all mappings, or those that begin at `starts`.
 *
 * The pattern matches whole words: the name of a mapped file, whose blanks are escaped, cannot add one.
 */
export function parseNumaMaps(text: string, starts?: ReadonlySet<string>): NumaBytes {
  const bytes = new Map<string, number>();
  for (const line of text.split('\n')) {
    const pageKib = Number(/ kernelpagesize_kB=(\d+)$/.exec(line)?.[1]);
    if (Number.isNaN(pageKib)) continue;
    if (starts && !starts.has(line.slice(0, line.indexOf(' ')))) continue;
    for (const [, node = '', pages] of line.matchAll(/ N(\d+)=(\d+)(?= )/g)) {
      bytes.set(node, (bytes.get(node) ?? 0) + Number(pages) * pageKib * 1024);
    }
  }
  return Object.fromEntries(bytes);
}
