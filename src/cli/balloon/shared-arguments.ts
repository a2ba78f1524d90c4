import { flag } from '../typed-option.js';

/** Sends a command that QEMU marks as unstable, to those versions on which it is known to be harmless. */
export const UNSTABLE = flag(
  '--unstable',
  'also send x-query-virtio-status, to QEMU 7.2 and 10.0 only (it aborts QEMU 11.1)',
);
