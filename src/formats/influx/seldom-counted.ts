import type { NetCounters } from '../../model/net-interface.js';

/** Counters of an interface that stay at zero nearly everywhere: printed on request only. */
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
