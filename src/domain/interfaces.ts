import { GENERATED_ID, type NicInterface } from '../discover/host-nics.js';
import { NicCache } from '../discover/nic-cache.js';
import type { QemuProcess } from '../discover/qemu-processes.js';
import { readNamespace } from '../linux/namespaces.js';
import { readNetDev } from '../linux/net-dev.js';
import type { GuestInterface, GuestInterfaces } from '../model/guest-interfaces.js';
import { type GuestTraffic, guestTraffic } from '../model/guest-traffic.js';
import type { NetInterface } from '../model/net-interface.js';
import type { GuestNic, PartFailure } from '../model/qemu-sample.js';
import { readDevices } from '../qemu/devices.js';
import { readNics } from '../qemu/nics.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { NoSuchDeviceError, UnsupportedError } from './domain-error.js';
import { readOfProcess } from './own-process.js';
import type { Reach } from './reach.js';
import { askOrElse } from './silent-qmp.js';

/** What is needed to read the network cards of a guest. */
export type InterfaceReach = Pick<Reach, 'name' | 'target' | 'qmp' | 'options' | 'procRoot' | 'sysRoot'>;

/**
 * Reads the network cards with their interfaces on the host, and their traffic: QOM, the command line, and the descriptors of
 * the process and /proc/PID/net/dev. Of a QEMU that cannot be asked they are those of its command line, and the failure `cards`
 * says why.
 *
 * @throws {MonitorError} when QEMU cannot be asked, and its command line has no cards
 */
export async function interfaces(reach: InterfaceReach): Promise<GuestInterfaces> {
  const { cards, models, failures } = await askOrElse(
    () => readCards(reach),
    (why) => declaredCards(reach, why),
  );
  const described = cards.map(({ nic, backendType, host, why }, at) => {
    const name = terminalSafe(nic.id ?? givenNetdev(nic) ?? `nic${at}`);
    const card: GuestInterface = {
      name,
      id: nic.id,
      mac: nic.mac,
      model: nic.path === undefined ? undefined : models.get(nic.path),
      netdev: nic.netdev,
      backend: backendType,
      hostInterface: host?.name,
      parent: host?.parent,
      isMacvtap: host?.isMacvtap ?? false,
      traffic: guestTraffic(host),
    };
    return { card, failures: why === undefined ? [] : [{ part: name, why }] };
  });
  return {
    interfaces: described.map(({ card }) => card),
    failures: [...failures, ...described.flatMap((each) => each.failures)],
  };
}

/** The id of a backend that a user has chosen, and not QEMU, such as `#net045` of -nic or `hub0port0` of the default card. */
function givenNetdev({ netdev }: GuestNic): string | undefined {
  return netdev !== undefined && !GENERATED_ID.test(netdev) ? netdev : undefined;
}

/** The cards of a guest, each with its interface on the host. */
interface Cards {
  readonly cards: readonly Described[];
  /** QOM types by the paths of devices. */
  readonly models: ReadonlyMap<string, string>;
  readonly failures: readonly PartFailure[];
}

async function readCards(reach: InterfaceReach): Promise<Cards> {
  const { qmp, options, target } = reach;
  const withBuiltIn = target.process?.commandLine.mayHaveBuiltInNic ?? true;
  const devices = await readDevices(qmp, withBuiltIn, options);
  const nics = await readNics(qmp, devices, options);
  const models = new Map(devices.map(({ path, type }) => [path, type]));
  const cards = target.process
    ? readHostSide(reach, target.process, nics)
    : nics.map((nic): Described => ({ nic, host: undefined, why: 'its QEMU is not on this host' }));
  return { cards, models, failures: [] };
}

/** The cards of the command line, for a QEMU that cannot be asked; `undefined` on another host, and where it has none. */
function declaredCards(reach: InterfaceReach, why: string): Cards | undefined {
  const { process } = reach.target;
  if (process === undefined || process.commandLine.nics.length === 0) return undefined;
  const cards = readHostSide(reach, process, undefined);
  return {
    cards,
    models: new Map(),
    failures: [{ part: 'cards', why: `${why}: the command line has these` }],
  };
}

/**
 * Reads the traffic of one card, as the guest counts it.
 *
 * @param card its name, id, MAC address, or the id of its backend, or its interface on the host
 * @throws {NoSuchDeviceError}
 * @throws {UnsupportedError} when nothing on this host counts it, as with user networking
 */
export async function interfaceStats(reach: InterfaceReach, card: string): Promise<GuestTraffic> {
  const found = await interfaces(reach);
  const { name, traffic } = pickInterface(reach.name, found, card);
  if (traffic) return traffic;
  throw new UnsupportedError(reach.name, `the traffic of ${name} is not counted: ${whyNot(found, name)}`);
}

/** Finds a card by what a user may call it. @throws {NoSuchDeviceError} */
export function pickInterface(
  guest: string,
  { interfaces: cards }: GuestInterfaces,
  wanted: string,
): GuestInterface {
  const found =
    cards.find(({ name, id }) => name === wanted || id === wanted) ??
    cards.find(({ mac }) => mac === wanted.toLowerCase()) ??
    cards.find(({ hostInterface, netdev }) => hostInterface === wanted || netdev === wanted);
  if (found) return found;
  const names = cards.map(({ name }) => name);
  const hint = LIBVIRT_INTERFACE.test(wanted)
    ? `${wanted} is a name that libvirt gives to a tap, and none of this guest's is called so`
    : undefined;
  throw new NoSuchDeviceError(guest, 'network card', wanted, names, hint);
}

const LIBVIRT_INTERFACE = /^(?:vnet|macvtap)\d+$/;

/** Whether QEMU is in the network namespace of qgauge, or it is not known in which one it is. */
export function sharesNetwork({ target, procRoot }: Pick<Reach, 'target' | 'procRoot'>): boolean {
  const theirs = target.process?.netNamespace;
  return theirs === undefined || theirs === readNamespace(procRoot, 'self', 'net');
}

/** Why a card has no interface with counters. */
export function whyNot({ failures }: GuestInterfaces, name: string): string {
  return failures.find(({ part }) => part === name)?.why ?? 'it has no interface on this host';
}

interface Described extends Pick<NicInterface, 'nic' | 'backendType'> {
  readonly host: NetInterface | undefined;
  /** Why there are no counters. */
  readonly why: string | undefined;
}

function readHostSide(
  { name, procRoot, sysRoot }: InterfaceReach,
  process: QemuProcess,
  nics: readonly GuestNic[] | undefined,
): readonly Described[] {
  const host = new HostSide(procRoot, sysRoot, process);
  return readOfProcess({ name, procRoot, process }, () => host.describe(nics));
}

/** The host's side of the cards of one process. */
class HostSide {
  readonly #procRoot: string;
  readonly #process: QemuProcess;
  readonly #nics: NicCache;

  constructor(procRoot: string, sysRoot: string, process: QemuProcess) {
    this.#procRoot = procRoot;
    this.#process = process;
    this.#nics = new NicCache(procRoot, sysRoot);
  }

  /** @param nics the cards by QEMU; `undefined` for those of its command line */
  describe(nics: readonly GuestNic[] | undefined): readonly Described[] {
    const ours = readNamespace(this.#procRoot, 'self', 'net');
    const { pid, netNamespace } = this.#process;
    const counters = readNetDev(this.#procRoot, pid);
    return this.#nics.match(this.#process, nics).map(({ nic, name, backendType }) => {
      if (name === undefined) return { nic, backendType, host: undefined, why: whyNoInterface(backendType) };
      const { isStranger, ...connection } = this.#nics.describe(netNamespace, ours, name);
      const host = { name, ...connection, counters: isStranger ? undefined : counters.get(name) };
      const why = host.counters ? undefined : `${name} is in another network namespace than its QEMU`;
      return { nic, backendType, host, why };
    });
  }
}

function whyNoInterface(backendType: string | undefined): string {
  if (backendType === undefined || backendType === 'tap' || backendType === 'bridge')
    return 'it is not known which interface of the host is behind it';
  return `a backend of type ${terminalSafe(backendType, 30)} has no interface on the host`;
}
