import { type NamedTarget, nameGuest } from '../discover/list-targets.js';
import type { BalloonFinding } from '../model/balloon-finding.js';
import type { Problem } from '../model/problem.js';
import { problemOf } from '../monitor/explain.js';
import { withMonitor } from '../monitor/with-monitor.js';
import { sampleOnce } from '../poll/sample/sample-once.js';
import { formatAddress } from '../protocol/transport/address.js';
import { Limit } from '../support/limit.js';
import { examine } from './examine.js';
import { type Judgement, type JudgeOptions, judge, judgeUnasked } from './judge.js';
import { VERDICTS } from './verdicts.js';

export interface ExamineGuestsOptions extends JudgeOptions {
  readonly signal: AbortSignal;
  /** Lets commands out that QEMU marks as unstable, where they are known to do no harm. */
  readonly unstable?: boolean | undefined;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** How long to wait before a second look, which shows what moves. */
  readonly watchMs?: number | undefined;
}

/** A descriptor each, and a process may have a thousand. */
const MAX_ASKED_AT_ONCE = 100;

/** Finds out everything about the balloons of guests, side by side. Writes nothing to any of them, and rejects for none. */
export function examineGuests(
  guests: readonly NamedTarget[],
  options: ExamineGuestsOptions,
): Promise<readonly BalloonFinding[]> {
  const limit = new Limit(MAX_ASKED_AT_ONCE);
  return Promise.all(guests.map((guest) => limit.run(() => examineGuest(guest, options))));
}

async function examineGuest(
  { name, target }: NamedTarget,
  options: ExamineGuestsOptions,
): Promise<BalloonFinding> {
  const { process, monitors } = target;
  const [first] = monitors;
  const known = {
    name,
    uuid: process?.commandLine.uuid,
    pid: process?.pid,
    socket: first && formatAddress(first.address),
    problem: undefined,
    sample: undefined,
    device: undefined,
  };
  const { signal, watchMs, unstable = false } = options;
  const asked = await withMonitor(
    target,
    { signal, unstable, procRoot: options.procRoot },
    async (client) => {
      const sample = await sampleOnce(target, client, { signal });
      if ('kind' in sample) return sample;
      const question = { unstable, version: client.greeting.version };
      const found = await examine(client, sample, { question, watchMs, signal });
      return { found, socket: formatAddress(client.address) };
    },
  ).catch((error: unknown): Problem => {
    if (signal.aborted || first === undefined) throw error;
    return problemOf(first.address, error);
  });
  if ('kind' in asked) return { ...known, problem: asked, ...explain(judgeUnasked(asked)) };
  const { sample, device } = asked.found;
  return {
    ...known,
    name: nameGuest({ name, target }, sample.name),
    uuid: sample.uuid ?? known.uuid,
    socket: asked.socket,
    sample,
    device,
    ...explain(judge(asked.found, options)),
  };
}

function explain(judgement: Judgement): Judgement & (typeof VERDICTS)[keyof typeof VERDICTS] {
  return { ...judgement, ...VERDICTS[judgement.verdict] };
}
