import {
  freeReceived,
  freeSent,
  limitReceived,
  limitSent,
  type Owner,
  ownerOfReceived,
  ownerOfSent,
  type TrafficRule,
} from '../../linux/traffic-rules.js';
import type { Bandwidth } from '../../model/bandwidth.js';
import type { InterfaceParameters } from '../../model/guest-interfaces.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import type { Step } from '../control/step.js';
import { UnsupportedError } from '../domain-error.js';
import { type CardTraffic, interfaceParameters, readTraffic, tcCommand } from '../interface-parameters.js';

/** The limits of a card's traffic, as the guest sees it; null: none. What is not given stays. */
export interface InterfaceLimits {
  /** What the guest receives. */
  readonly inbound?: Limit | null | undefined;
  /** What the guest sends. */
  readonly outbound?: Limit | null | undefined;
}

type Limit = Pick<Bandwidth, 'averageBytesPerSecond'> & Partial<Bandwidth>;

/**
 * Limits the traffic of a card, all directions or none: tc(8) for its interface on the host, in the network namespace of QEMU.
 * What the interface sends waits in a queue (htb); what it receives too fast is dropped (police). Both are gone with the interface.
 *
 * @param card as for {@link interfaceParameters}
 * @returns the limits as they were read back
 * @throws {NoSuchDeviceError}
 * @throws {ControlRefusedError} where the interface has queues or filters of somebody else, and for limits that are not valid
 * @throws {UnsupportedError} when it has no interface on this host, or `tc` is not installed
 */
export async function setInterfaceParameters(
  reach: ControlReach,
  card: string,
  limits: InterfaceLimits,
  options: CallOptions = {},
): Promise<InterfaceParameters> {
  const { name, process } = reach;
  return reach.control.call('setInterfaceParameters', options, async (call) => {
    check(name, limits);
    const traffic = await readTraffic(reach, card);
    const rules = rulesOf(name, traffic, limits);
    if (process === undefined) throw new UnsupportedError(name, 'its QEMU is not a process of this host');
    const [program, ...enter] = tcCommand(reach, process.pid);
    for (const { words, undo } of rules) {
      const step = (args: readonly string[]): Step => ({ to: 'program', program, args: [...enter, ...args] });
      await call.program(program, [...enter, ...words], { undo: undo && step(undo) });
    }
    return interfaceParameters(reach, card);
  });
}

function check(guest: string, { inbound, outbound }: InterfaceLimits): void {
  if (inbound === undefined && outbound === undefined)
    throw new ControlRefusedError(guest, 'no limit of the card is given');
  for (const limit of [inbound, outbound]) {
    if (!limit) continue;
    const { averageBytesPerSecond: average, peakBytesPerSecond: peak, burstBytes: burst } = limit;
    const wrong = [average, peak, burst].find(
      (each) => each !== undefined && !(Number.isFinite(each) && each >= 1),
    );
    if (wrong !== undefined)
      throw new ControlRefusedError(
        guest,
        `${wrong} is not a valid limit of a card: it takes bytes, 1 or more`,
      );
    if (peak !== undefined && peak < average)
      throw new ControlRefusedError(guest, `a peak of ${peak} bytes/s is below the average, ${average}`);
  }
}

/** Limits that are set go first: what is taken away cannot always be undone. */
function rulesOf(guest: string, traffic: CardTraffic, limits: InterfaceLimits): readonly TrafficRule[] {
  const { hostInterface: card, isMacvtap, qdiscs, filters } = traffic;
  const [sent, received] = isMacvtap ? [limits.outbound, limits.inbound] : [limits.inbound, limits.outbound];
  const rules = { set: [] as TrafficRule[], free: [] as TrafficRule[] };
  if (sent !== undefined) {
    const isOurs = expectOurs(guest, card, ownerOfSent(qdiscs));
    const before = isOurs ? (traffic.sent ?? undefined) : undefined;
    if (sent && isOurs && before === undefined) rules.set.push(...freeSent(card));
    if (sent) rules.set.push(...limitSent(card, whole(sent), before));
    else if (isOurs) rules.free.push(...freeSent(card));
  }
  if (received !== undefined) {
    const isOurs = expectOurs(guest, card, ownerOfReceived(qdiscs, filters));
    if (received?.peakBytesPerSecond !== undefined) {
      const direction = isMacvtap ? 'receives' : 'sends';
      throw new ControlRefusedError(
        guest,
        `what the guest ${direction} is dropped above its average: there is no peak`,
      );
    }
    const before = isOurs ? (traffic.received ?? undefined) : undefined;
    if (received) rules.set.push(...limitReceived(card, whole(received), before, qdiscs));
    else if (isOurs) rules.free.push(...freeReceived(card, qdiscs, filters));
  }
  return [...rules.set, ...rules.free];
}

/** Whether there is something of ours already. @throws {ControlRefusedError} where it is somebody else's */
function expectOurs(guest: string, card: string, owner: Owner): boolean {
  if (typeof owner === 'string') return owner === 'ours';
  const what = terminalSafe(owner.foreign, 120);
  throw new ControlRefusedError(
    guest,
    `${terminalSafe(card, 20)} has a limit of somebody else, which stays as it is: ${what}`,
  );
}

function whole({ averageBytesPerSecond, peakBytesPerSecond, burstBytes }: Limit): Bandwidth {
  const rounded = (value: number | undefined) => (value === undefined ? undefined : Math.round(value));
  return {
    averageBytesPerSecond: Math.round(averageBytesPerSecond),
    peakBytesPerSecond: rounded(peakBytesPerSecond),
    burstBytes: rounded(burstBytes),
  };
}
