import type { Monitor, Target } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import { formatAddress } from '../protocol/transport/address.js';
import { startDeadline, untilAborted } from '../support/deadline.js';
import { probeAfterSilence } from './probe.js';
import { problemOfProbe } from './problem-of.js';

/** A QEMU that has not answered for so long is said to hang; that it still does is said so often. */
const HANGS_MS = 2000;

export interface AnswerOptions {
  readonly target: Target;
  readonly monitor: Monitor;
  /** Is called again and again while no answer comes. */
  readonly onSilence: (problem: Problem) => void;
}

/** Settles as the answer does, however long that takes: who hangs is to be asked nothing more meanwhile. */
export async function reportWhileSilent<Answer extends object>(
  answer: Promise<Answer>,
  { target, monitor, onSilence }: AnswerOptions,
): Promise<Answer> {
  const askedAtMs = performance.now();
  for (;;) {
    using deadline = startDeadline(HANGS_MS);
    const answered = await untilAborted(answer, deadline.signal).catch((error: unknown) => {
      if (error !== deadline.signal.reason) throw error;
    });
    if (answered) return answered;
    onSilence(explainSilence(target, monitor, performance.now() - askedAtMs));
  }
}

function explainSilence(target: Target, monitor: Monitor, sinceMs: number): Problem {
  const look = probeAfterSilence('/proc', target, monitor);
  if (look === 'stopped' || look === 'gone')
    return problemOfProbe(monitor.address, look, target.process?.pid);
  const seconds = Math.round(sinceMs / 1000);
  const message = `${formatAddress(monitor.address)}: QEMU has not answered for ${seconds} s: its main loop hangs`;
  return { kind: 'hung', message };
}
