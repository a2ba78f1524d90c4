import { findInterfaceByIndex } from '../linux/class-net.js';
import { type OpenFiles, readOpenFiles, readTunName } from '../linux/proc-fd.js';
import type { GuestNic } from '../model/qemu-sample.js';
import type { DeclaredNic, QemuCommandLine } from './command-line.js';
import type { OptionValue } from './option-list.js';
import type { QemuProcess } from './qemu-processes.js';

/** A card with the name of its interface on the host, if it has one. */
export interface NicInterface {
  readonly nic: GuestNic;
  readonly name: string | undefined;
}

/** netdevice(7): at most 15 characters without slash or blank. Checked because the name becomes part of a path. */
const INTERFACE_NAME = /^(?!\.{1,2}$)[^/\s\0]{1,15}$/;
const WITH_INTERFACE = new Set(['tap', 'bridge']);
/** Ids that QEMU generates for the backends of -nic and -net; a card known from the command line has none. */
const GENERATED_ID = /^(?:#net|hub\d)/;

/** Sorts a guest's cards in the order of its command line, hot-plugged ones last, and finds their interfaces. */
export function matchInterfaces(
  procRoot: string,
  sysRoot: string,
  process: QemuProcess,
  nics: readonly GuestNic[],
): readonly NicInterface[] {
  const { commandLine } = process;
  const names = findInterfaces(procRoot, sysRoot, process);
  const declared = matchDeclared(commandLine, nics);
  const rank = (nic: GuestNic) => {
    const declaration = declared.get(nic);
    return declaration ? commandLine.nics.indexOf(declaration) : commandLine.nics.length;
  };
  return [...nics]
    .sort((a, b) => rank(a) - rank(b))
    .map((nic) => {
      const backend = declared.get(nic)?.backend ?? commandLine.netdevs.get(nic.netdev ?? '');
      return { nic, name: backend && names.get(backend) };
    });
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

/**
 * Finds the interface of each backend that has one.
 *
 * Its name is in the command line (`ifname=`), or behind the descriptor that QEMU inherited (`fd=`). Otherwise the remaining
 * taps that the process holds belong to the remaining backends in their order, if there are as many taps as backends.
 */
function findInterfaces(
  procRoot: string,
  sysRoot: string,
  { pid, commandLine }: QemuProcess,
): ReadonlyMap<OptionValue, string> {
  const backends = new Set([
    ...commandLine.netdevs.values(),
    ...commandLine.nics.flatMap(({ backend }) => backend ?? []),
  ]);
  const names = new Map<OptionValue, string>();
  const unnamed: OptionValue[] = [];
  let openFiles: OpenFiles | undefined;
  const files = () => {
    openFiles ??= readOpenFiles(procRoot, pid) ?? { sockets: new Map(), paths: new Map() };
    return openFiles;
  };
  for (const backend of backends) {
    if (!WITH_INTERFACE.has(backend.get('type') ?? '')) continue;
    const name = backend.get('ifname') ?? nameBehind(procRoot, sysRoot, pid, backend, files);
    if (name === undefined) unnamed.push(backend);
    else if (INTERFACE_NAME.test(name)) names.set(backend, name);
  }
  if (unnamed.length === 0) return names;
  const claimed = new Set(names.values());
  const left = tunNames(procRoot, pid, files()).filter((name) => !claimed.has(name));
  if (left.length !== unnamed.length) return names;
  return new Map([...names, ...left.map((name, at) => [unnamed[at] as OptionValue, name] as const)]);
}

function nameBehind(
  procRoot: string,
  sysRoot: string,
  pid: number,
  backend: OptionValue,
  files: () => OpenFiles,
): string | undefined {
  const descriptor = backend.get('fd') ?? backend.get('fds')?.split(':')[0];
  if (descriptor === undefined) return undefined;
  const index = /^\/dev\/tap(\d+)$/.exec(files().paths.get(Number(descriptor)) ?? '')?.[1];
  return index === undefined
    ? readTunName(procRoot, pid, Number(descriptor))
    : findInterfaceByIndex(sysRoot, Number(index));
}

/** Lists the taps that the process holds, in the order of their descriptors; one with several queues counts once. */
function tunNames(procRoot: string, pid: number, files: OpenFiles): readonly string[] {
  const names = [...files.paths]
    .filter(([, path]) => path === '/dev/net/tun')
    .sort(([a], [b]) => a - b)
    .flatMap(([descriptor]) => readTunName(procRoot, pid, descriptor) ?? [])
    .filter((name) => INTERFACE_NAME.test(name));
  return [...new Set(names)];
}
