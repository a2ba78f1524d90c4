import type { Duplex } from 'node:stream';
import type { SocketTableCache } from '../discover/socket-table-cache.js';
import type { MonitorEventHandler } from './monitor-events.js';
import type { ProcessProbe } from './probe-process.js';

/** The limits of a monitor, and whether to hold it. */
export interface MonitorSettings {
  /** Where /proc is mounted. */
  readonly procRoot: string;
  readonly greetingMs: number;
  readonly commandMs: number;
  /** Keeps the connection after its use, and so keeps every other client out. */
  readonly hold: boolean;
}

/** What several monitors share. The settings may be replaced at any time. */
export interface MonitorContext {
  readonly settings: MonitorSettings;
  readonly tables: SocketTableCache;
  /** Counts failures. */
  readonly meter?: { timeouts: number; reconnects: number; abandoned: number } | undefined;
}

/** How to connect to a monitor. */
export interface MonitorOptions {
  /** See the option of the same name of {@link QmpClientOptions}. */
  readonly control?: boolean | undefined;
  /** See the option of the same name of {@link QmpClientOptions}. */
  readonly unstable?: boolean | undefined;
  /** Pauses before further probes of a monitor that serves another client. */
  readonly patienceMs: readonly number[];
  /**
   * Keeps waiting on a connection that is not served to a monitor on another host, which cannot be probed; else it is given
   * up after the time limit, and the next attempt queues another one.
   */
  readonly waitsElsewhere?: boolean | undefined;
  /** Whether to hold this monitor, asked at each use (default: as the settings say for all). */
  readonly wantsHold?: (() => boolean) | undefined;
  /** A cheaper probe of the process (default: the one of probe.ts). */
  readonly probeProcess?: (() => ProcessProbe | undefined) | undefined;
  /** Called for QEMU's events while a connection is held. */
  readonly onEvent?: MonitorEventHandler | undefined;
  /** Wraps the socket's stream, to record what passes. */
  readonly tap?: ((stream: Duplex) => Duplex) | undefined;
  /** Ends connecting. */
  readonly signal?: AbortSignal | undefined;
}
