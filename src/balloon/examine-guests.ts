import { type NamedTarget, nameGuest } from '../discover/list-targets.js';
import { socketOf } from '../discover/name-target.js';
import type { BalloonFinding } from '../model/balloon-finding.js';
import { judge, judgeUnasked } from '../model/judge.js';
import type { Problem } from '../model/problem.js';
import { problemOf } from '../monitor/explain.js';
import { type WithMonitorOptions, withMonitor } from '../monitor/with-monitor.js';
import { sampleOnce } from '../poll/sample/sample-once.js';
import { formatAddress } from '../protocol/transport/address.js';
import { wholePages } from '../qemu/balloon-progress.js';
import { Limit } from '../support/limit.js';
import { describeEvidence } from './describe-evidence.js';
import { examine } from './examine.js';

/** How closely to examine the balloons of guests. */
export interface ExamineGuestsOptions {
  /** Ends the examination, by rejecting with its reason. */
  readonly signal: AbortSignal;
  /** Also sends commands that QEMU marks as unstable, to versions in which they are known to be harmless (default: false). */
  readonly unstable?: boolean | undefined;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** Milliseconds between two samples, which show what moves (default: no second sample). */
  readonly watchMs?: number | undefined;
  /** Called with each finding, as they come. */
  readonly onFinding?: ((finding: BalloonFinding) => void) | undefined;
  /** The balloon's target, in bytes. QEMU does not report it: only the client that set it knows it. */
  readonly targetBytes?: number | undefined;
}

/** Each guest takes a file descriptor, and a process may have a thousand. */
const MAX_ASKED_AT_ONCE = 100;

/**
 * Examines and judges the balloons of guests, side by side. Writes nothing to any guest. Rejects only with the signal's reason.
 *
 * @returns one finding a guest, in their order; that of a guest that cannot be asked holds the problem
 */
export function examineGuests(
  guests: readonly NamedTarget[],
  options: ExamineGuestsOptions,
): Promise<readonly BalloonFinding[]> {
  const limit = new Limit(MAX_ASKED_AT_ONCE);
  // Others wait for the place of a guest whose monitor is held.
  const patience = guests.length === 1 ? 'long' : 'short';
  const examineOne = async (guest: NamedTarget) => {
    const finding = await examineGuest(guest, { ...options, patience });
    options.onFinding?.(finding);
    return finding;
  };
  return Promise.all(guests.map((guest) => limit.run(() => examineOne(guest))));
}

async function examineGuest(
  { name, target }: NamedTarget,
  options: ExamineGuestsOptions & Pick<WithMonitorOptions, 'patience'>,
): Promise<BalloonFinding> {
  const { process, monitors } = target;
  const [first] = monitors;
  const known = {
    name,
    uuid: process?.commandLine.uuid,
    pid: process?.pid,
    socket: socketOf(target),
    problem: undefined,
    sample: undefined,
    device: undefined,
  };
  const { signal, watchMs, unstable = false } = options;
  const asked = await withMonitor(
    target,
    { signal, unstable, procRoot: options.procRoot, patience: options.patience },
    async (client) => {
      const sample = await sampleOnce(target, client, { signal, procRoot: options.procRoot });
      if ('kind' in sample) return sample;
      const question = { unstable, version: client.greeting.version };
      const balloon = await examine(client, sample, { question, watchMs, signal });
      return { balloon, socket: formatAddress(client.address) };
    },
  ).catch((error: unknown): Problem => {
    if (signal.aborted || first === undefined) throw error;
    return problemOf(first.address, error);
  });
  if ('kind' in asked) return { ...known, problem: asked, ...judgeUnasked(asked), evidence: [] };
  const { balloon, socket } = asked;
  const { sample, device } = balloon;
  const targetBytes = options.targetBytes === undefined ? undefined : wholePages(options.targetBytes);
  const evidence = { ...balloon, targetBytes, isIncoming: process?.commandLine.isIncoming };
  return {
    ...known,
    name: nameGuest({ name, target }, sample.name),
    uuid: sample.uuid ?? known.uuid,
    socket,
    sample,
    device,
    ...judge(evidence),
    evidence: describeEvidence(evidence),
  };
}
