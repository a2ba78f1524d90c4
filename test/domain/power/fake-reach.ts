import type { ControlReach } from '../../../src/domain/control/control.js';
import type { ControlOptions } from '../../../src/domain/control/control-options.js';
import type { DomainProcess, WithAgent } from '../../../src/domain/reach.js';
import { fakeQemu } from '../../qemu/fake-qemu.js';
import { type FakeGuest, type FakeQemu, fakeGuest } from '../control/fake-guest.js';
import { domainQmp } from '../fake-domain-qmp.js';
import { reachOf } from '../qmp-reach.js';

/** What a test replaces of the ways to its guest. */
export interface FakeReachOptions {
  readonly control?: ControlOptions & { readonly isDry?: boolean };
  /** The commands that QEMU does not have. */
  readonly lacks?: readonly string[];
  readonly withAgent?: WithAgent;
  /** Its process (default: none, as on another host). */
  readonly process?: DomainProcess;
}

/** The ways to a guest whose QEMU is a function: it answers questions and steps alike. Only steps are in `guest.sent`. */
export function fakeReach(
  qemu: FakeQemu,
  { control, lacks = [], withAgent = noAgent, process }: FakeReachOptions = {},
): { readonly reach: ControlReach; readonly guest: FakeGuest } {
  const guest = fakeGuest(qemu, control);
  const supports = async (command: string) => !lacks.includes(command);
  const reach = {
    ...reachOf({}),
    qmp: { ...domainQmp(fakeQemu((command, args) => qemu(command, args))), supports },
    cgroupRoot: undefined,
    process,
    withAgent,
    control: guest.control,
  };
  return { reach, guest };
}

function noAgent(): Promise<never> {
  return Promise.reject(new Error('there is no agent'));
}
