import type { HostDisk } from '../model/host-sample.js';

/** A line of /proc/diskstats. */
export type DiskStats = Omit<HostDisk, 'isPhysical'>;

/**
 * Parses lines such as `254 0 vda 1447891 215160 125729874 1549037 194143 504176 81380368 457766 0 223680 2072093` (the
 * kernel's iostats document). Later kernels' figures after these eleven are ignored; lines with fewer are left out.
 */
export function parseDiskstats(text: string): readonly DiskStats[] {
  const lines = text.matchAll(/^ *\d+ +\d+ (\S+) (\d+(?: \d+){10})/gm);
  return Array.from(lines, ([, name = '', figures = '']) => diskOf(name, figures.split(' ').map(Number)));
}

function diskOf(name: string, figures: readonly number[]): DiskStats {
  const figure = (index: number) => figures[index] ?? 0;
  return {
    name,
    inFlight: figure(8),
    counters: {
      reads: figure(0),
      readsMerged: figure(1),
      sectorsRead: figure(2),
      readMilliseconds: figure(3),
      writes: figure(4),
      writesMerged: figure(5),
      sectorsWritten: figure(6),
      writeMilliseconds: figure(7),
      busyMilliseconds: figure(9),
      weightedMilliseconds: figure(10),
    },
  };
}
