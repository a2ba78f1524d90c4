import { SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import { startDeadline, untilAborted } from '../support/deadline.js';
import { LOOP_CLOCK, type Waited } from '../support/loop-clock.js';
import { problemOfProcess, problemOfSilence } from './explain.js';
import { probeAfterSilence } from './probe.js';
import { isProcessProbe } from './probe-process.js';

/** A QEMU that has not answered for this long counts as hung, and is reported again as often. */
const HANGS_MS = 2000;

/** Which QEMU is awaited, and where to report its silence. */
export interface SilenceOptions {
  readonly target: Target;
  /** The socket of the connection. */
  readonly socket: MonitorSocket;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** Called every 2 s while there is no answer. */
  readonly onSilence: (problem: Problem) => void;
}

/** Settles as the answer does, however long that takes: nothing more may be sent to a QEMU that hangs. */
export async function reportWhileSilent<Answer extends object>(
  answer: Promise<Answer>,
  options: SilenceOptions,
): Promise<Answer> {
  const waited = LOOP_CLOCK.startWait();
  for (;;) {
    using deadline = startDeadline(HANGS_MS);
    const answered = await untilAborted(answer, deadline.signal).catch((error: unknown) => {
      if (error !== deadline.signal.reason) throw error;
    });
    if (answered) return answered;
    options.onSilence(explainSilence(options, waited()));
  }
}

function explainSilence({ target, socket, procRoot = '/proc' }: SilenceOptions, waited: Waited): Problem {
  const pid = target.process?.pid;
  const probe = probeAfterSilence(procRoot, target, socket, new SocketTables(procRoot));
  if (isProcessProbe(probe)) return problemOfProcess(target, probe);
  return problemOfSilence(socket.address, pid, waited);
}
