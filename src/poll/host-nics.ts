import type { QemuCommandLine } from '../discover/command-line.js';
import type { OptionValue } from '../discover/option-list.js';
import type { QemuProcess } from '../discover/qemu-processes.js';
import { findInterfaceByIndex } from '../host/class-net.js';
import { type OpenFiles, readOpenFiles, readTunName } from '../host/proc-fd.js';

/** netdevice(7): a name has 15 characters at most, and neither a slash nor a blank; it becomes part of a path here. */
const INTERFACE_NAME = /^(?!\.{1,2}$)[^/\s]{1,15}$/;
const WITH_INTERFACE = new Set(['tap', 'bridge']);

/**
 * Finds the host's interface behind each network backend of a process.
 *
 * The name stands in the command line (`ifname=`), or behind the descriptor that QEMU was handed (`fd=`), or nowhere:
 * then the taps that the process holds and nobody claims belong to the backends without a name, in their order, if there
 * are as many of the one as of the other.
 *
 * @returns interface names by the backend's id
 */
export function findInterfaces(
  procRoot: string,
  sysRoot: string,
  { pid, commandLine }: QemuProcess,
): ReadonlyMap<string, string> {
  const backends = [...commandLine.netdevs].filter(([, netdev]) => WITH_INTERFACE.has(netdev.get('type') ?? ''));
  const interfaces = new Map<string, string>();
  const unnamed: string[] = [];
  let files: OpenFiles | undefined;
  for (const [id, netdev] of backends) {
    const name = netdev.get('ifname') ?? nameBehind(procRoot, sysRoot, pid, netdev, () => (files ??= open()));
    if (name === undefined) unnamed.push(id);
    else if (INTERFACE_NAME.test(name)) interfaces.set(id, name);
  }
  if (unnamed.length > 0) {
    const claimed = new Set(interfaces.values());
    const left = tunNames(procRoot, pid, files ?? open()).filter((name) => !claimed.has(name));
    if (left.length === unnamed.length) unnamed.forEach((id, at) => interfaces.set(id, left[at] ?? ''));
  }
  return interfaces;

  function open(): OpenFiles {
    return readOpenFiles(procRoot, pid) ?? { sockets: new Map(), paths: new Map() };
  }
}

/** Sorts what has a backend or an id as the command line names it; what it does not name (hot-plugged) comes last. */
export function rankOfNic(
  commandLine: QemuCommandLine | undefined,
  nic: { readonly id: string | undefined; readonly netdev: string | undefined },
): number {
  const rank = commandLine?.nics.findIndex(({ id, netdev }) =>
    id === undefined ? netdev !== undefined && netdev === nic.netdev : id === nic.id,
  );
  return rank === undefined || rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
}

function nameBehind(
  procRoot: string,
  sysRoot: string,
  pid: number,
  netdev: OptionValue,
  openFiles: () => OpenFiles,
): string | undefined {
  const descriptor = netdev.get('fd') ?? netdev.get('fds')?.split(':')[0];
  if (descriptor === undefined) return undefined;
  const index = /^\/dev\/tap(\d+)$/.exec(openFiles().paths.get(Number(descriptor)) ?? '')?.[1];
  return index === undefined
    ? readTunName(procRoot, pid, Number(descriptor))
    : findInterfaceByIndex(sysRoot, Number(index));
}

/** The taps that the process holds, in the order of their descriptors; one with several queues counts once. */
function tunNames(procRoot: string, pid: number, files: OpenFiles): readonly string[] {
  const names = [...files.paths]
    .filter(([, path]) => path === '/dev/net/tun')
    .sort(([a], [b]) => a - b)
    .map(([descriptor]) => readTunName(procRoot, pid, descriptor))
    .filter((name) => name !== undefined && INTERFACE_NAME.test(name));
  return [...new Set(names)].map((name) => name ?? '');
}
