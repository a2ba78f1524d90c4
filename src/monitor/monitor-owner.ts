import type { SocketTables } from '../discover/socket-tables.js';
import type { ListeningLine, Monitor, Target } from '../discover/target.js';

/**
 * Whether it is the guest's own QEMU that answers: two may have been given one path, and a path is soon another's.
 *
 * Where /proc shows that nobody else listens, before and after, that is proof; else the threads of the vCPUs are.
 */
export class MonitorOwner {
  readonly #target: Target;
  #isProven = false;

  constructor(target: Target) {
    this.#target = target;
  }

  /** A connection is a new one: who answered on the last says nothing of it. */
  begin(): void {
    this.#isProven = false;
  }

  /** Whether the vCPUs must be asked for, because /proc does not show who listens, or shows two. */
  needsVcpus(monitor: Monitor | undefined, tables: SocketTables): boolean {
    if (this.#isProven) return false;
    return !monitor?.listening || listenersAt(tables, this.#target, monitor).length !== 1;
  }

  /** The vCPUs have been asked for; who answers on a connection does so until it ends. */
  prove(): void {
    this.#isProven = true;
  }

  /** @param tables as they are after the answer; false: somebody else may have answered */
  verify(monitor: Monitor | undefined, tables: SocketTables): boolean {
    if (this.#isProven || !monitor?.listening) return true;
    const { inode } = monitor.listening;
    this.#isProven = listenersAt(tables, this.#target, monitor).every((line) => line.inode === inode);
    return this.#isProven;
  }
}

/** Who listens where a monitor does. */
function listenersAt(
  tables: SocketTables,
  { process }: Target,
  { listening }: Monitor,
): readonly ListeningLine[] {
  if (listening?.path === undefined) return listening ? [listening] : [];
  return tables
    .of(process)
    .unixAt(listening.path)
    .filter(({ state }) => state === 'listening');
}
