import type { SocketTables } from '../discover/socket-tables.js';
import type { ListeningLine, MonitorSocket, Target } from '../discover/target.js';
import type { LinuxSample } from '../model/linux-sample.js';
import type { QemuSample } from '../model/qemu-sample.js';

/**
 * Proves that the guest's own QEMU answers: two may have been started with one path, and a path may change hands at any time.
 *
 * The proof is /proc when no other process listens there, before and after; else the threads of the vCPUs.
 */
export class MonitorOwner {
  readonly #target: Target;
  #isProven = false;

  constructor(target: Target) {
    this.#target = target;
  }

  /** Begins a new connection, which may reach a different QEMU. */
  begin(): void {
    this.#isProven = false;
  }

  /** Whether the vCPUs must be asked for, because /proc does not show the QEMU's own socket alone at the address. */
  needsVcpus(socket: MonitorSocket | undefined, tables: SocketTables): boolean {
    if (this.#isProven) return false;
    if (!socket?.listening) return true;
    const [line, ...others] = listenersAt(tables, this.#target, socket);
    return line?.inode !== socket.listening.inode || others.length > 0;
  }

  /** Records that the vCPUs were read; a connection leads to the same QEMU until it ends. */
  prove(): void {
    this.#isProven = true;
  }

  /** Returns false when another QEMU may have answered. @param tables read after the answer */
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
  return tables.unixAt(process, listening.path).filter(({ state }) => state === 'listening');
}

/**
 * Whether the vCPU threads in a QEMU's answer belong to the process. True without vCPUs, which prove nothing; one thread is
 * enough, because a vCPU may have been unplugged since.
 */
export function ownsVcpus(process: LinuxSample, { vcpus = [] }: QemuSample): boolean {
  if (process.threads.length === 0 || vcpus.length === 0) return true;
  const own = new Set(process.threads.map(({ id }) => id));
  return vcpus.some(({ threadId }) => own.has(threadId));
}
