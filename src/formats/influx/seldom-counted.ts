import type { NetCounters } from '../../model/net-interface.js';

/** Counters of an interface that are nearly always zero: printed only with `--verbose`. */
export const SELDOM_COUNTED: readonly (keyof NetCounters)[] = [
  'receivedFifo',
  'receivedFrame',
  'receivedCompressed',
  'receivedMulticast',
  'transmittedFifo',
  'collisions',
  'transmittedCarrier',
  'transmittedCompressed',
];
