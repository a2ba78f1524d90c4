import type { Duplex } from 'node:stream';
import { SocketTableCache } from '../discover/socket-table-cache.js';
import type { Target } from '../discover/target.js';
import { LIMITS } from '../model/limits.js';
import type { Problem } from '../model/problem.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { connect } from '../protocol/transport/connect.js';
import { problemOfNoMonitor, problemOfProcess, problemOfSocket } from './explain.js';
import { Monitor } from './monitor.js';
import { MonitorError } from './monitor-error.js';
import type { MonitorContext, MonitorOptions } from './monitor-options.js';
import { probeProcess } from './probe-process.js';
import { SocketChooser } from './socket-chooser.js';

/**
 * Makes a busy monitor free, by having its holder let go of it. Resolves to `undefined` when that has done so, else to the
 * problem that is left.
 */
export type FreeBusyMonitor = (target: Target, busy: Problem) => Promise<Problem | undefined>;

/** How to use a guest's monitor once. */
export interface WithMonitorOptions extends Pick<MonitorOptions, 'control' | 'unstable' | 'tap'> {
  /** Ends probing and connecting; it does not end `work`. */
  readonly signal: AbortSignal;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** How long a command may take, in milliseconds (default: 2000). */
  readonly commandTimeoutMs?: number | undefined;
  /** How long a monitor may take to greet, in milliseconds (default: 1000). */
  readonly greetingTimeoutMs?: number | undefined;
  /** The sockets of the host, shared by guests that are asked side by side. */
  readonly tables?: SocketTableCache | undefined;
  /** Called when every monitor serves another client, and once more when that is still so a moment later. */
  readonly whenBusy?: FreeBusyMonitor | undefined;
  /** How long to wait for a monitor that serves another client: for a fraction of a second, or for about one (default: long). */
  readonly patience?: 'short' | 'long' | undefined;
}

/** Internal: the pauses between probes of a monitor that serves another client. */
interface Attempt extends WithMonitorOptions {
  readonly patienceMs?: readonly number[];
}

/** Before a holder is asked to let go: longer than a sweep waits, because there is no next one. */
const PATIENCE_MS = [30, 60, 120] as const;
/** After it was asked in vain: another command, such as that of a cron job, is done within a second. */
const LAST_PATIENCE_MS = [150, 250, 400] as const;
/** A QEMU whose client has left notices that when it gets to run, and serves the next one then. */
const FREED_PATIENCE_MS = [10, 20, 40, 80, 150, 300, 500, 1000, 1000] as const;

/**
 * Probes a guest's monitors, connects to the first free one, runs `work` on the connection, and closes it.
 *
 * Resolves as `work` does, or to the problem when no monitor could be used; rejects only when `work` does.
 */
export async function withMonitor<T extends object>(
  target: Target,
  options: WithMonitorOptions,
  work: (client: QmpClient, monitor: Monitor) => Promise<T>,
): Promise<T | Problem> {
  await using monitor = newMonitor(target, options, false);
  const client = await monitor.open();
  if (!('kind' in client)) return await work(client, monitor);
  const freed = await freeBusy(target, client, options);
  return 'kind' in freed ? freed : withMonitor(target, freed, work);
}

/** Has a busy monitor freed, where the options say how. Resolves to how to try again, or to the problem that is left. */
async function freeBusy(
  target: Target,
  problem: Problem,
  { whenBusy, ...options }: Attempt,
): Promise<Problem | Attempt> {
  if (problem.kind !== 'busy') return problem;
  const left = whenBusy ? await whenBusy(target, problem) : problem;
  if (left === undefined) return { ...options, patience: 'short', patienceMs: FREED_PATIENCE_MS };
  if (options.patience === 'short') return left;
  return { ...options, whenBusy, patience: 'short', patienceMs: LAST_PATIENCE_MS };
}

function newMonitor(target: Target, options: Attempt, hold: boolean): Monitor {
  const { control, unstable, tap, signal, patienceMs = PATIENCE_MS } = options;
  return new Monitor(target, contextOf(options, hold), { control, unstable, tap, signal, patienceMs });
}

function contextOf(options: Partial<WithMonitorOptions>, hold: boolean): MonitorContext {
  const {
    procRoot = '/proc',
    greetingTimeoutMs: greetingMs = LIMITS.greetingMs,
    commandTimeoutMs: commandMs = LIMITS.commandMs,
    tables,
  } = options;
  const settings = { procRoot, greetingMs, commandMs, hold };
  return { settings, tables: tables ?? new SocketTableCache(procRoot) };
}

/**
 * Connects to the first free monitor of a guest, and holds it until the client is closed.
 *
 * @throws {MonitorError} when no monitor could be used
 */
export async function holdMonitor(target: Target, options: WithMonitorOptions): Promise<QmpClient> {
  const client = await newMonitor(target, options, true).open();
  if (!('kind' in client)) return client;
  const freed = await freeBusy(target, client, options);
  if ('kind' in freed) throw new MonitorError(freed);
  return holdMonitor(target, freed);
}

/**
 * Opens a byte stream to a free monitor, for a caller that speaks QMP itself. The caller destroys the stream.
 *
 * @throws {MonitorError} when no monitor is free
 * @throws {ConnectError} when the connection to the free one fails
 */
export async function openMonitorStream(
  target: Target,
  options: Pick<WithMonitorOptions, 'signal' | 'procRoot' | 'whenBusy' | 'patience'>,
): Promise<Duplex> {
  const { signal, procRoot = '/proc', patienceMs = PATIENCE_MS }: Attempt = options;
  const probe = target.monitors.length > 0 ? probeProcess(procRoot, target) : undefined;
  if (probe !== undefined) throw new MonitorError(problemOfProcess(target, probe));
  const chooser = new SocketChooser(target, contextOf({ procRoot }, false));
  const chosen = await chooser.choose({
    patienceMs,
    notBeforeMs: Number.NEGATIVE_INFINITY,
    signal,
  });
  if (chosen === undefined) throw new MonitorError(problemOfNoMonitor(target));
  if (!('probe' in chosen)) return connect(chosen.address, { signal });
  const freed = await freeBusy(target, problemOfSocket(target, chosen), options);
  if ('kind' in freed) throw new MonitorError(freed);
  return openMonitorStream(target, freed);
}
