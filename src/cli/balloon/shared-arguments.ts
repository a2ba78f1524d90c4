import { Argument } from 'commander';
import { flag } from '../typed-option.js';

const GUEST = "a guest's name, UUID or pid, or the address of its monitor";

export function guestArgument(): Argument {
  return new Argument('<guest>', GUEST);
}

export function guestsArgument(): Argument {
  return new Argument('[guests...]', GUEST).default([], 'every guest on this host');
}

/** Sends a command that QEMU marks as unstable, to those versions on which it is known to be harmless. */
export const UNSTABLE = flag(
  '--unstable',
  'also send x-query-virtio-status, to QEMU 7.2 and 10.0 only (it aborts QEMU 11.1)',
);
