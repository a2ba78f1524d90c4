import { complaintOf, ProgramError, runProgram } from '../linux/run-program.js';
import { hasIngress, parseReceivedLimit, parseSentLimit } from '../linux/traffic-control.js';
import type { Bandwidth } from '../model/bandwidth.js';
import type { InterfaceParameters } from '../model/guest-interfaces.js';
import { UnsupportedError } from './domain-error.js';
import { type InterfaceReach, interfaces, pickInterface, sharesNetwork, whyNot } from './interfaces.js';
import { readOfProcessSlowly } from './own-process.js';

const TIMEOUT_MS = 5000;

/**
 * Reads the limits of a card's traffic: what `tc` shows for its interface on the host. They are found where libvirt puts them:
 * of what the guest receives at the root of a tap, of what it sends at its ingress; at a macvtap the other way round.
 *
 * @param card as for {@link interfaceStats}
 * @throws {NoSuchDeviceError}
 * @throws {UnsupportedError} when it has no interface on this host, or `tc` is not installed
 * @throws {ProgramError} when `tc` refuses, as when another user may not enter the guest's network namespace
 */
export async function interfaceParameters(reach: InterfaceReach, card: string): Promise<InterfaceParameters> {
  const { hostInterface, isMacvtap, sent, received } = await readTraffic(reach, card);
  return isMacvtap
    ? { hostInterface, inbound: received, outbound: sent }
    : { hostInterface, inbound: sent, outbound: received };
}

/** What tc shows for a card's interface on the host; `sent` and `received` are the interface's own view. */
export interface CardTraffic {
  readonly hostInterface: string;
  readonly isMacvtap: boolean;
  readonly qdiscs: string;
  readonly filters: string;
  readonly sent: Bandwidth | null;
  readonly received: Bandwidth | null;
}

/** Reads what tc shows for a card. @throws as {@link interfaceParameters} */
export async function readTraffic(reach: InterfaceReach, card: string): Promise<CardTraffic> {
  const found = await interfaces(reach);
  const { name, hostInterface, isMacvtap, traffic } = pickInterface(reach.name, found, card);
  if (hostInterface === undefined || traffic === undefined)
    throw new UnsupportedError(reach.name, `the limits of ${name} are not known: ${whyNot(found, name)}`);
  const show = (what: string, ...where: readonly string[]) =>
    runTc(reach, [what, 'show', 'dev', hostInterface, ...where]);
  const qdiscs = await show('qdisc');
  const sent = parseSentLimit(qdiscs, await show('class'));
  const filters = hasIngress(qdiscs) ? await show('filter', 'ingress') : '';
  return { hostInterface, isMacvtap, qdiscs, filters, sent, received: parseReceivedLimit(filters) };
}

/** The words that run tc in the network namespace of a QEMU. */
export function tcCommand(reach: InterfaceReach, pid: number): readonly [program: string, ...args: string[]] {
  return sharesNetwork(reach) ? ['tc'] : ['nsenter', `--net=${reach.procRoot}/${pid}/ns/net`, 'tc'];
}

/** Runs tc in the network namespace of the guest's QEMU. Its JSON (6.1) lacks the rates, so its text is read. */
async function runTc(reach: InterfaceReach, args: readonly string[]): Promise<string> {
  const { name, procRoot, options } = reach;
  const { process } = reach.target;
  const output = await readOfProcessSlowly({ name, procRoot, process }, (pid) => {
    const [program, ...enter] = tcCommand(reach, pid);
    return runProgram(program, [...enter, ...args], { timeoutMs: TIMEOUT_MS, signal: options.signal });
  });
  if (output === undefined || output.status === NOT_FOUND)
    throw new UnsupportedError(name, 'tc is not installed on this host: Debian has it in iproute2');
  if (output.status !== 0) throw new ProgramError('tc', complaintOf(output), true);
  return output.stdout;
}

/** The exit status of nsenter(1) when it does not find the program. */
const NOT_FOUND = 127;
