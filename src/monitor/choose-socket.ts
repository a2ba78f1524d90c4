import type { SocketTableCache } from '../discover/socket-table-cache.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { sleep } from '../support/deadline.js';
import { isPassing, probeSocket, type SocketProbe } from './probe.js';

/** Probes within this time share one reading of the socket tables, which are long on a host with many guests. */
export const SHARED_MS = 20;

/** How long, and by which readings, to look for a free socket. */
export interface ChooseOptions {
  /** Where /proc is mounted. */
  readonly procRoot: string;
  readonly tables: SocketTableCache;
  /** Pauses before further probes: most clients of a monitor, such as another qgauge, are done in milliseconds. */
  readonly patienceMs: readonly number[];
  /** By performance.now(): an earlier reading would show a connection of our own. */
  readonly notBeforeMs: number;
  /** Ends the pauses. */
  readonly signal: AbortSignal;
  /** Sockets not to choose (default: none). */
  readonly passed?: ReadonlySet<MonitorSocket> | undefined;
  /** The socket to take when several are free (default: the first). */
  readonly preferred?: MonitorSocket | undefined;
  /** Called after each probe that found no free socket. */
  readonly onBusy?: ((first: SocketObstacle) => void) | undefined;
}

/** The first of the sockets that might have been free, and why it is not. */
export interface SocketObstacle {
  readonly socket: MonitorSocket;
  readonly probe: Exclude<SocketProbe, 'free'>;
  /** Who holds a busy monitor, where that is known: `pid 4242 (socat)`. */
  readonly holder?: string | undefined;
}

/**
 * Finds a socket of a QEMU that would serve a client now, without connecting to any.
 *
 * @returns what is in the way when none is free, also after the pauses; `undefined` when all were passed over
 */
export async function chooseSocket(
  target: Target,
  { procRoot, tables, patienceMs, notBeforeMs, signal, passed, preferred, onBusy }: ChooseOptions,
): Promise<MonitorSocket | SocketObstacle | undefined> {
  let notBefore = notBeforeMs;
  for (let again = 0; ; again++) {
    const seen = tables.get(notBefore);
    const probes = target.monitors
      .filter((socket) => !passed?.has(socket))
      .map((socket) => ({ socket, probe: probeSocket(procRoot, target, socket, seen) }));
    const free = probes.filter(({ probe }) => probe === 'free').map(({ socket }) => socket);
    if (free.length > 0) return free.find((socket) => socket === preferred) ?? free[0];
    const [first] = probes as readonly SocketObstacle[];
    const pauseMs = probes.some(({ probe }) => isPassing(probe)) ? patienceMs[again] : undefined;
    if (first && isPassing(first.probe)) onBusy?.(first);
    if (pauseMs === undefined || signal.aborted) return first;
    await sleep(pauseMs, signal).catch(() => undefined);
    notBefore = performance.now() - SHARED_MS;
  }
}
