import type { SocketTableCache } from '../discover/socket-table-cache.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { sleep } from '../support/deadline.js';
import { probeSocket, type SocketProbe } from './probe.js';

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
  /** Called after each probe that found no free socket, with the probe of the first one. */
  readonly onBusy?: ((first: 'busy' | 'queued') => void) | undefined;
}

/**
 * Finds the first of a QEMU's sockets that would serve a client now, without connecting to any.
 *
 * @returns the probe of the first socket when none is free, also after the pauses
 */
export async function chooseSocket(
  target: Target,
  { procRoot, tables, patienceMs, notBeforeMs, signal, onBusy }: ChooseOptions,
): Promise<MonitorSocket | 'busy' | 'queued'> {
  let notBefore = notBeforeMs;
  for (let again = 0; ; again++) {
    const seen = tables.get(notBefore);
    const probes = target.monitors.map((socket) => probeSocket(procRoot, target, socket, seen));
    const free = target.monitors[probes.indexOf('free')];
    if (free) return free;
    const first = firstProbe(probes);
    onBusy?.(first);
    const pauseMs = patienceMs[again];
    if (pauseMs === undefined || signal.aborted) return first;
    await sleep(pauseMs, signal).catch(() => undefined);
    notBefore = performance.now() - SHARED_MS;
  }
}

function firstProbe([first]: readonly SocketProbe[]): 'busy' | 'queued' {
  return first === 'queued' ? 'queued' : 'busy';
}
