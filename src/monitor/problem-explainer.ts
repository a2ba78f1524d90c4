import type { MonitorSocket, Target } from '../discover/target.js';
import type { Problem, ProblemKind } from '../model/problem.js';
import { formatAddress } from '../protocol/transport/address.js';
import { LOOP_CLOCK, type Waited } from '../support/loop-clock.js';
import { SHARED_MS, type SocketObstacle } from './choose-socket.js';
import { problemOf, problemOfProcess, problemOfSilence, problemOfSocket } from './explain.js';
import { isOurLateness, problemOfLateness, problemOfOwnConnection, provesNothing } from './lateness.js';
import type { MonitorContext } from './monitor-options.js';
import { isPassing, probeAfterSilence } from './probe.js';
import { isProcessProbe } from './probe-process.js';

/** Problems of a QEMU that was connected to, and may still hold the connection. */
const SILENT: ReadonlySet<ProblemKind> = new Set(['hung', 'late']);

/** Explains what goes wrong on the way to one QEMU, by how long it was asked, is silent, and was left alone. */
export class ProblemExplainer {
  readonly #target: Target;
  readonly #context: MonitorContext;
  /** How long QEMU has been asked. */
  #asked: () => Waited = LOOP_CLOCK.startWait();
  /** How long it has been silent: it may still hold a connection that was given up. */
  #silence: (() => Waited) | undefined;
  /** When the last connection was closed, by performance.now(), and how long that is ago. */
  #closed: { readonly atMs: number; readonly waited: () => Waited } | undefined;

  constructor(target: Target, context: MonitorContext) {
    this.#target = target;
    this.#context = context;
  }

  /** When our last connection was closed, by performance.now(): an earlier reading of the sockets would show it. */
  get closedAtMs(): number {
    return this.#closed?.atMs ?? Number.NEGATIVE_INFINITY;
  }

  /** Records that QEMU is asked from now on. */
  onAsked(): void {
    this.#asked = LOOP_CLOCK.startWait();
  }

  /** Records that it has answered. */
  onAnswered(): void {
    this.#silence = undefined;
  }

  /** Records that our connection to it was closed. */
  onClosed(): void {
    this.#closed = { atMs: performance.now(), waited: LOOP_CLOCK.startWait() };
  }

  /** Why no connection was made. A monitor that seems to serve another client may still hold a connection of ours. */
  explainObstacle(obstacle: SocketObstacle): Problem {
    const { probe, holder, socket } = obstacle;
    if (!isPassing(probe) || holder !== undefined) return problemOfSocket(this.#target, obstacle);
    if (this.#silence) return problemOfSilence(socket.address, this.#target.process?.pid, this.#silence());
    const sinceClosed = this.#closed?.waited();
    const mayBeOurs = sinceClosed && provesNothing(sinceClosed, this.#context.settings.greetingMs);
    return mayBeOurs
      ? problemOfOwnConnection(formatAddress(socket.address), sinceClosed)
      : problemOfSocket(this.#target, obstacle);
  }

  /**
   * What an error on a connection means for the guest.
   *
   * @returns whether another attempt may be made at once, as it costs one probe: the socket can be probed
   */
  explainError(
    socket: MonitorSocket,
    error: unknown,
  ): { readonly problem: Problem; readonly mayProbe: boolean } {
    const waited = this.#asked;
    const found = isOurLateness(error, waited(), this.#context.settings.greetingMs)
      ? problemOfLateness(formatAddress(socket.address), waited())
      : problemOf(socket.address, error);
    const problem = this.#probeAgain(socket, found);
    if (SILENT.has(problem.kind)) this.#silence ??= waited;
    return { problem, mayProbe: SILENT.has(found.kind) && socket.listening !== undefined };
  }

  /** Since the probe another client may have connected, or the process may have been stopped. */
  #probeAgain(socket: MonitorSocket, problem: Problem): Problem {
    if (!SILENT.has(problem.kind) && problem.kind !== 'gone') return problem;
    const { settings, tables } = this.#context;
    const seen = tables.get(performance.now() - SHARED_MS);
    const probe = probeAfterSilence(settings.procRoot, this.#target, socket, seen);
    if (probe === 'free') return problem;
    return isProcessProbe(probe)
      ? problemOfProcess(this.#target, probe)
      : problemOfSocket(this.#target, { socket, probe });
  }
}
