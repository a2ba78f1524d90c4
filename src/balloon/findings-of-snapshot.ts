import type { BalloonDeviceState } from '../model/balloon-device-state.js';
import type { BalloonFinding } from '../model/balloon-finding.js';
import { type Judgement, judge, judgeUnasked, type LaterSample } from '../model/judge.js';
import type { QemuSample } from '../model/qemu-sample.js';
import type { GuestSnapshot, Snapshot } from '../model/snapshot.js';
import { VERDICTS } from '../model/verdict.js';
import { wholePages } from '../qemu/balloon-progress.js';
import { describeEvidence } from './describe-evidence.js';

/** What the last sweeps of a daemon show of balloons. */
export interface SeenSweeps {
  readonly snapshot: Snapshot;
  /** A later sweep, which shows what moves. */
  readonly later?: Snapshot | undefined;
  /** The balloon's target, in bytes. QEMU does not report it: only the client that set it knows it. */
  readonly targetBytes?: number | undefined;
}

/** Of all that an examination shows, only this is not part of a snapshot. */
const UNREAD: BalloonDeviceState = {
  features: {},
  driver: undefined,
  whyNoDriver: 'what the device offers and its driver has negotiated was not read: that needs --direct',
};

/** Judges balloons by what was measured already, as `examineGuests` judges those that it examines; asks no guest. */
export function findingsOf({ snapshot, later, targetBytes }: SeenSweeps): readonly BalloonFinding[] {
  const target = targetBytes === undefined ? undefined : wholePages(targetBytes);
  return snapshot.guests.map((guest) => {
    const next = later?.guests.find(({ session }) => session && session.id === guest.session?.id);
    // Somebody else had its monitor for a moment, say.
    if (guest.qemu === undefined && next?.qemu) return findingOf(next, undefined, target);
    return findingOf(guest, laterSample(guest.qemu, next?.qemu), target);
  });
}

function findingOf(
  guest: GuestSnapshot,
  later: LaterSample | undefined,
  targetBytes: number | undefined,
): BalloonFinding {
  const { name, uuid, pid, socket, problem, qemu: sample } = guest;
  const known = { name, uuid, pid, socket, problem, sample, device: undefined, evidence: [] };
  if (sample === undefined) return { ...known, ...judgeUnasked(problem) };
  const evidence = { sample, device: UNREAD, later, targetBytes };
  return { ...known, device: UNREAD, ...judgementOf(guest, evidence), evidence: describeEvidence(evidence) };
}

/** The daemon has judged with what only it knows: a reset without a report since, a migration to this host. */
function judgementOf({ memory }: GuestSnapshot, evidence: Parameters<typeof judge>[0]): Judgement {
  const { later, targetBytes } = evidence;
  const judgement = judge(evidence);
  const isSize = later !== undefined || targetBytes !== undefined;
  if (judgement.verdict === memory.verdict || (isSize && memory.verdict === 'ok')) return judgement;
  return { verdict: memory.verdict, detail: memory.explanation, ...VERDICTS[memory.verdict] };
}

function laterSample(sample: QemuSample | undefined, next: QemuSample | undefined): LaterSample | undefined {
  if (sample === undefined || next === undefined) return undefined;
  const { actualBytes, report } = next.balloon ?? {};
  return { afterSeconds: next.takenAtSeconds - sample.takenAtSeconds, actualBytes, report };
}
