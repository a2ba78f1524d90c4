import type { NetCounters } from '../model/net-interface.js';
import { readKernelFile } from './files/read-file.js';

/** Reads the traffic of every interface in the network namespace of a process, by name. */
export function readNetDev(procRoot: string, pid: number | 'self'): ReadonlyMap<string, NetCounters> {
  return parseNetDev(readKernelFile(`${procRoot}/${pid}/net/dev`) ?? '');
}

/** Parses lines such as `  tap0: 1234 12 0 0 0 0 0 0 5678 34 0 0 0 0 0 0` below two lines of headings. */
export function parseNetDev(text: string): ReadonlyMap<string, NetCounters> {
  const interfaces = new Map<string, NetCounters>();
  for (const line of text.split('\n').slice(2)) {
    // An alias such as eth0:1 has no line of its own, so the last colon ends the name.
    const colon = line.lastIndexOf(':');
    const figures = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    if (colon < 0 || figures.length < 16) continue;
    interfaces.set(line.slice(0, colon).trim(), countersOf(figures));
  }
  return interfaces;
}

function countersOf(figures: readonly number[]): NetCounters {
  const figure = (index: number) => figures[index] ?? 0;
  return {
    receivedBytes: figure(0),
    receivedPackets: figure(1),
    receivedErrors: figure(2),
    receivedDrops: figure(3),
    transmittedBytes: figure(8),
    transmittedPackets: figure(9),
    transmittedErrors: figure(10),
    transmittedDrops: figure(11),
    collisions: figure(13),
    receivedFifo: figure(4),
    receivedFrame: figure(5),
    receivedCompressed: figure(6),
    receivedMulticast: figure(7),
    transmittedFifo: figure(12),
    transmittedCarrier: figure(14),
    transmittedCompressed: figure(15),
  };
}
