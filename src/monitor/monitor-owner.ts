import type { SocketTables } from '../discover/socket-tables.js';
import type { ListeningLine, MonitorSocket, Target } from '../discover/target.js';
import type { LinuxSample } from '../model/linux-sample.js';
import type { QemuSample } from '../model/qemu-sample.js';

/**
 * Proves that the guest's own QEMU answers: two may have been given one path, and a path may soon be another's.
 *
 * Where /proc shows that no other process listens, before and after, that is proof; else the threads of the vCPUs are.
 */
export class MonitorOwner {
  readonly #target: Target;
  #isProven = false;

  constructor(target: Target) {
    this.#target = target;
  }

  /** A new connection may reach a different QEMU. */
  begin(): void {
    this.#isProven = false;
  }

  /** Whether the vCPUs must be asked for, because /proc does not show which process listens, or shows two. */
  needsVcpus(socket: MonitorSocket | undefined, tables: SocketTables): boolean {
    if (this.#isProven) return false;
    return !socket?.listening || listenersAt(tables, this.#target, socket).length !== 1;
  }

  /** The vCPUs have been asked for; the QEMU behind a connection is the same until it ends. */
  prove(): void {
    this.#isProven = true;
  }

  /** @param tables as they are after the answer; false: another QEMU may have answered */
  verify(socket: MonitorSocket | undefined, tables: SocketTables): boolean {
    if (this.#isProven || !socket?.listening) return true;
    const { inode } = socket.listening;
    this.#isProven = listenersAt(tables, this.#target, socket).every((line) => line.inode === inode);
    return this.#isProven;
  }
}

/** The sockets that listen at a monitor's address. */
function listenersAt(
  tables: SocketTables,
  { process }: Target,
  { listening }: MonitorSocket,
): readonly ListeningLine[] {
  if (listening?.path === undefined) return listening ? [listening] : [];
  return tables
    .of(process)
    .unixAt(listening.path)
    .filter(({ state }) => state === 'listening');
}

/**
 * Whether the vCPU threads that a QEMU names are the process's own. A machine without vCPUs yet proves nothing; one may
 * have been unplugged since.
 */
export function ownsVcpus(process: LinuxSample, { vcpus = [] }: QemuSample): boolean {
  if (process.threads.length === 0 || vcpus.length === 0) return true;
  const own = new Set(process.threads.map(({ id }) => id));
  return vcpus.some(({ threadId }) => own.has(threadId));
}
