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
}

/** How long to wait for a monitor that serves another client: longer than a sweep does, because there is no next one. */
const PATIENCE_MS = [30, 60, 120] as const;

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
  return 'kind' in client ? client : await work(client, monitor);
}

function newMonitor(target: Target, options: WithMonitorOptions, hold: boolean): Monitor {
  const { control, unstable, tap, signal } = options;
  const rest = { control, unstable, tap, signal };
  return new Monitor(target, contextOf(options, hold), { ...rest, patienceMs: PATIENCE_MS });
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
  if ('kind' in client) throw new MonitorError(client);
  return client;
}

/**
 * Opens a byte stream to a free monitor, for a caller that speaks QMP itself. The caller destroys the stream.
 *
 * @throws {MonitorError} when no monitor is free
 * @throws {ConnectError} when the connection to the free one fails
 */
export async function openMonitorStream(
  target: Target,
  { signal, procRoot = '/proc' }: Pick<WithMonitorOptions, 'signal' | 'procRoot'>,
): Promise<Duplex> {
  const probe = target.monitors.length > 0 ? probeProcess(procRoot, target) : undefined;
  if (probe !== undefined) throw new MonitorError(problemOfProcess(target, probe));
  const chooser = new SocketChooser(target, contextOf({ procRoot }, false));
  const chosen = await chooser.choose({
    patienceMs: PATIENCE_MS,
    notBeforeMs: Number.NEGATIVE_INFINITY,
    signal,
  });
  if (chosen === undefined) throw new MonitorError(problemOfNoMonitor(target));
  if ('probe' in chosen) throw new MonitorError(problemOfSocket(target, chosen));
  return connect(chosen.address, { signal });
}
