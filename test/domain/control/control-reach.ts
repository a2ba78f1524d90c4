import type { ControlReach } from '../../../src/domain/control/control.js';
import type { ControlOptions } from '../../../src/domain/control/control-options.js';
import { commandError } from '../../qemu/fake-qemu.js';
import { reachOf } from '../qmp-reach.js';
import { type FakeGuest, type FakeQemu, fakeGuest } from './fake-guest.js';

/** A guest to control, and what was done to it. */
export interface FakeControl {
  readonly guest: FakeGuest;
  readonly reach: ControlReach;
  /** Each command that was sent, with its arguments. */
  readonly sent: readonly (readonly [command: string, args: object | undefined])[];
}

/**
 * A guest whose questions are answered by `replies`, see {@link reachOf}, and whose commands by a function.
 *
 * @param replies may be changed meanwhile
 */
export function controlReach(
  replies: { readonly [command: string]: unknown },
  qemu: FakeQemu = () => ({}),
  options: ControlOptions & { readonly isDry?: boolean } = {},
  more: Partial<ControlReach> = {},
): FakeControl {
  const sent: (readonly [string, object | undefined])[] = [];
  const guest = fakeGuest((command, args) => {
    sent.push([command, args]);
    return qemu(command, args);
  }, options);
  const reach: ControlReach = {
    ...reachOf(replies),
    ...{ cgroupRoot: undefined, control: guest.control, name: 'web' },
    withAgent: () => Promise.reject(new Error('there is no agent')),
    ...more,
  };
  return { guest, reach, sent };
}

/** What QEMU refuses a command with. */
export function refusal(description = 'no room'): Error {
  return commandError('GenericError', description);
}
