import type { ProblemKind } from '../../model/problem.js';
import { BROKEN_STATES, doesRun } from '../../model/run-state.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { VERDICTS } from '../../model/verdict.js';
import { ioProblemText, withAdvice } from '../problem-text.js';
import { guestDetail } from './guest-detail.js';

/** Something that is wrong now. */
export interface Trouble {
  /** Tells the troubles of one guest apart. */
  readonly id: string;
  /** 0 is the most severe. */
  readonly weight: number;
  readonly severity: 'broken' | 'notice';
  /** The kind of the problem, the verdict, the state, or what else it is about. */
  readonly kind: string;
  readonly what: string;
  /** Seconds since the epoch, as far as the snapshot tells; `undefined` when it does not. */
  readonly sinceSeconds?: number | undefined;
}

/** Why a guest may not answer, what is worst first. The last ones are nobody's fault, or end by themselves. */
const KINDS: readonly ProblemKind[] = [
  ...(['stopped', 'hung', 'frozen', 'gone', 'failed', 'unreachable', 'foreign', 'absent', 'denied'] as const),
  ...(['no-monitor', 'busy', 'waiting', 'late', 'lent'] as const),
];
const MILD: ReadonlySet<ProblemKind> = new Set(['busy', 'waiting', 'late', 'lent']);
/** Behind the kinds of problems. */
const WEIGHTS = { state: 20, disk: 21, verdict: 22, part: 30 };

/** What is wrong with a guest, the most severe first. */
export function troublesOf(guest: GuestSnapshot, takenAtSeconds: number): readonly Trouble[] {
  return [
    ...silence(guest, takenAtSeconds),
    ...brokenState(guest),
    ...stoppedDisks(guest),
    ...brokenMemory(guest, takenAtSeconds),
    ...failures(guest),
  ];
}

function* silence(guest: GuestSnapshot, takenAtSeconds: number): Generator<Trouble> {
  const { problem, lastGood } = guest;
  if (problem === undefined) return;
  const what = guestDetail(guest);
  const sinceSeconds = lastGood && takenAtSeconds - lastGood.ageSeconds;
  const weight = KINDS.indexOf(problem.kind);
  const severity = MILD.has(problem.kind) ? 'notice' : 'broken';
  yield { id: 'problem', weight, severity, kind: problem.kind, what, sinceSeconds };
}

function* brokenState({ qemu }: GuestSnapshot): Generator<Trouble> {
  const { runState } = qemu ?? {};
  if (runState === undefined || !BROKEN_STATES.has(runState)) return;
  const what = `the guest does not run: QEMU's state is ${runState}`;
  yield { id: 'state', weight: WEIGHTS.state, severity: 'broken', kind: runState, what };
}

/** QEMU keeps the status of a disk when the guest goes on. */
function* stoppedDisks({ qemu }: GuestSnapshot): Generator<Trouble> {
  if (qemu === undefined || doesRun(qemu)) return;
  for (const { name, image } of qemu.disks ?? []) {
    const status = image?.ioStatus;
    if (status === undefined || status === 'ok') continue;
    const what = `${name}: ${ioProblemText(status)}`;
    yield { id: `disk/${name}`, weight: WEIGHTS.disk, severity: 'broken', kind: 'disk', what };
  }
}

function* brokenMemory({ qemu, memory }: GuestSnapshot, takenAtSeconds: number): Generator<Trouble> {
  const { verdict, explanation, advice, ageSeconds } = memory;
  // Without an answer the problem is the verdict; what did not answer about its balloon has a failure of its own.
  if (qemu === undefined || VERDICTS[verdict].severity !== 'broken') return;
  const sinceSeconds = ageSeconds === undefined ? undefined : takenAtSeconds - ageSeconds;
  const what = withAdvice(explanation, advice);
  yield { id: 'memory', weight: WEIGHTS.verdict, severity: 'broken', kind: verdict, what, sinceSeconds };
}

function* failures({ qemu }: GuestSnapshot): Generator<Trouble> {
  for (const { part, why } of qemu?.failures ?? [])
    yield {
      id: `part/${part}`,
      weight: WEIGHTS.part,
      severity: 'notice',
      kind: 'part',
      what: `${part}: ${why}`,
    };
}
