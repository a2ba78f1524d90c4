import type { Pressure, PressureOf, Stall } from '../model/host-sample.js';

/**
 * Reads how long tasks waited for CPU, I/O and memory; `undefined` when the kernel does not report it.
 *
 * @param read reads the file of one resource; `undefined` when it is absent
 */
export function readPressure(
  read: (resource: 'cpu' | 'io' | 'memory') => string | undefined,
): Pressure | undefined {
  const pressure = {
    cpu: parsePressure(read('cpu') ?? ''),
    io: parsePressure(read('io') ?? ''),
    memory: parsePressure(read('memory') ?? ''),
  };
  return pressure.cpu || pressure.io || pressure.memory ? pressure : undefined;
}

/**
 * Parses `some avg10=1.44 avg60=0.87 avg300=0.78 total=3419865625`, and the same for `full`; `undefined` without
 * `some`.
 */
export function parsePressure(text: string): PressureOf | undefined {
  const some = parseStall(text, 'some');
  return some && { some, full: parseStall(text, 'full') };
}

function parseStall(text: string, kind: 'some' | 'full'): Stall | undefined {
  const line = /^(some|full) avg10=(\d+\.\d+) avg60=(\d+\.\d+) avg300=(\d+\.\d+) total=(\d+)$/gm;
  const found = [...text.matchAll(line)].find(([, name]) => name === kind);
  if (found === undefined) return undefined;
  const [avg10 = 0, avg60 = 0, avg300 = 0, totalMicroseconds = 0] = found.slice(2).map(Number);
  return { avg10, avg60, avg300, totalMicroseconds };
}
