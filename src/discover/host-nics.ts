import { findInterfaceByIndex, readNetTopology } from '../linux/class-net.js';
import { readOpenFiles, readTunName, readTunNames } from '../linux/proc-fd.js';
import type { GuestNic } from '../model/qemu-sample.js';
import type { DeclaredNic, QemuCommandLine } from './command-line.js';
import type { OptionValue } from './option-list.js';
import type { QemuProcess } from './qemu-processes.js';

/** A card with the name of its interface on the host, if it has one. */
export interface NicInterface {
  readonly nic: GuestNic;
  readonly name: string | undefined;
  /** The type of its backend, e.g. `tap` or `user`; `undefined` for one that is not in the command line. */
  readonly backendType?: string | undefined;
}

/** netdevice(7): at most 15 characters without slash or blank. Checked because the name becomes part of a path. */
const INTERFACE_NAME = /^(?!\.{1,2}$)[^/\s\0]{1,15}$/;
/** The backends with an interface. All others (user, vhost-user, passt, stream, dgram) have none that could be counted. */
const WITH_INTERFACE = new Set(['tap', 'bridge']);
/** Ids that QEMU generates for the backends of -nic and -net; a card known from the command line has none. */
export const GENERATED_ID = /^(?:#net|hub\d)/;

/** Sorts a guest's cards in the order of its command line, hot-plugged ones last, and finds their interfaces. */
export function matchInterfaces(
  procRoot: string,
  sysRoot: string,
  process: QemuProcess,
  nics: readonly GuestNic[],
): readonly NicInterface[] {
  const { commandLine } = process;
  const declared = matchDeclared(commandLine, nics);
  const rank = (nic: GuestNic) => {
    const declaration = declared.get(nic);
    return declaration ? commandLine.nics.indexOf(declaration) : commandLine.nics.length;
  };
  const sorted = [...nics].sort((a, b) => rank(a) - rank(b));
  const cards = sorted.map((nic) => {
    const backend = declared.get(nic)?.backend ?? commandLine.netdevs.get(nic.netdev ?? '');
    return { nic, backend };
  });
  const names = new InterfaceFinder(procRoot, sysRoot, process).find(cards);
  return cards.map(({ nic, backend }, at) => ({ nic, name: names[at], backendType: backend?.get('type') }));
}

/** Matches by the id of the device or of its backend; cards of -nic and -net have neither, and match by their order. */
function matchDeclared(
  { nics: declarations }: QemuCommandLine,
  nics: readonly GuestNic[],
): ReadonlyMap<GuestNic, DeclaredNic> {
  const matched = new Map<GuestNic, DeclaredNic>();
  for (const nic of nics) {
    const found = declarations.find(({ id, netdev }) =>
      id === undefined ? netdev !== undefined && netdev === nic.netdev : id === nic.id,
    );
    if (found) matched.set(nic, found);
  }
  const anonymous = nics.filter((nic) => !matched.has(nic) && GENERATED_ID.test(nic.netdev ?? '#net'));
  const unnamed = declarations.filter(({ id, netdev }) => id === undefined && netdev === undefined);
  if (anonymous.length !== unnamed.length) return matched;
  for (const [at, nic] of anonymous.entries()) {
    const declaration = unnamed[at];
    if (declaration) matched.set(nic, declaration);
  }
  return matched;
}

/** A card, and its backend where the command line has it: a card that was plugged in later may have any. */
interface Card {
  readonly nic: GuestNic;
  readonly backend: OptionValue | undefined;
}

/** Finds out which of the interfaces that a process holds are behind which of its cards. */
class InterfaceFinder {
  readonly #procRoot: string;
  readonly #sysRoot: string;
  readonly #process: QemuProcess;
  readonly #paths: ReadonlyMap<number, string> | undefined;
  /** The interfaces that the process holds; `undefined` when this user may not know. */
  readonly #held: readonly string[] | undefined;

  constructor(procRoot: string, sysRoot: string, process: QemuProcess) {
    this.#procRoot = procRoot;
    this.#sysRoot = sysRoot;
    this.#process = process;
    this.#paths = readOpenFiles(procRoot, process.pid)?.paths;
    this.#held = this.#paths && this.#listHeld(this.#paths);
  }

  /**
   * Finds the interface of each card that has one.
   *
   * Its name is behind the descriptor that QEMU inherited (`fd=`), or in the command line (`ifname=`), if QEMU holds one of that
   * name: it may be a pattern, and an interface may be renamed. The others are among those that are left.
   */
  find(cards: readonly Card[]): readonly (string | undefined)[] {
    const backends = new Set([
      ...this.#idleBackends(cards),
      ...cards.flatMap(({ backend }) => backend ?? []),
    ]);
    const named = new Map<OptionValue, string>();
    const unnamed: OptionValue[] = [];
    for (const backend of backends) {
      if (!WITH_INTERFACE.has(backend.get('type') ?? '')) continue;
      const name = this.#nameOf(backend);
      if (name === undefined) unnamed.push(backend);
      else named.set(backend, name);
    }
    const plugged = cards.filter(({ nic, backend }) => backend === undefined && nic.netdev !== undefined);
    const claimed = new Set(named.values());
    const left = (this.#held ?? []).filter((name) => !claimed.has(name));
    // At its start QEMU opens its taps in the order of its options.
    if (plugged.length === 0 && left.length === unnamed.length)
      for (const [at, backend] of unnamed.entries()) named.set(backend, left[at] as string);
    const ofPlugged = unnamed.length === 0 ? this.#matchPlugged(plugged, left) : new Map<Card, string>();
    return cards.map((card) => (card.backend ? named.get(card.backend) : ofPlugged.get(card)));
  }

  /** Backends of the command line that no card uses any more: they may still hold an interface. */
  #idleBackends(cards: readonly Card[]): readonly OptionValue[] {
    const used = new Set(cards.map(({ nic }) => nic.netdev));
    return [...this.#process.commandLine.netdevs]
      .filter(([id]) => !used.has(id))
      .map(([, backend]) => backend);
  }

  #nameOf(backend: OptionValue): string | undefined {
    const behind = this.#nameBehind(backend);
    if (behind !== undefined) return behind;
    const name = backend.get('ifname');
    if (name === undefined || !INTERFACE_NAME.test(name)) return undefined;
    const isHeld = this.#held ? this.#held.includes(name) : !name.includes('%');
    return isHeld ? name : undefined;
  }

  /**
   * Cards that were plugged in later: libvirt gives a tap the card's address but for the first byte, and a single card has the
   * single interface that is left. Among several, nothing shows which is whose.
   */
  #matchPlugged(cards: readonly Card[], left: readonly string[]): ReadonlyMap<Card, string> {
    const matched = new Map<Card, string>();
    for (const card of cards) {
      const { mac } = card.nic;
      const alike = left.filter((name) => mac !== undefined && this.#macOf(name)?.slice(2) === mac.slice(2));
      if (alike.length === 1) matched.set(card, alike[0] as string);
    }
    const taken = new Set(matched.values());
    const [name, second] = left.filter((candidate) => !taken.has(candidate));
    const [card, another] = cards.filter((candidate) => !matched.has(candidate));
    if (card && name !== undefined && second === undefined && another === undefined) matched.set(card, name);
    return matched;
  }

  #macOf(name: string): string | undefined {
    return readNetTopology(this.#sysRoot, name).mac;
  }

  #nameBehind(backend: OptionValue): string | undefined {
    const descriptor = backend.get('fd') ?? backend.get('fds')?.split(':')[0];
    return descriptor === undefined ? undefined : this.#nameAt(Number(descriptor));
  }

  #nameAt(descriptor: number): string | undefined {
    const index = /^\/dev\/tap(\d+)$/.exec(this.#paths?.get(descriptor) ?? '')?.[1];
    const name =
      index === undefined
        ? readTunName(this.#procRoot, this.#process.pid, descriptor)
        : findInterfaceByIndex(this.#sysRoot, Number(index));
    return name !== undefined && INTERFACE_NAME.test(name) ? name : undefined;
  }

  #listHeld(paths: ReadonlyMap<number, string>): readonly string[] {
    const taps = readTunNames(this.#procRoot, this.#process.pid, paths);
    const macvtaps = [...paths]
      .filter(([, path]) => /^\/dev\/tap\d+$/.test(path))
      .flatMap(([descriptor]) => this.#nameAt(descriptor) ?? []);
    return [...taps, ...new Set(macvtaps)].filter((name) => INTERFACE_NAME.test(name));
  }
}
