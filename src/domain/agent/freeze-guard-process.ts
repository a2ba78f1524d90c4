import { findGuest } from '../../discover/find-guest.js';
import type { Target } from '../../discover/target.js';
import { withAgent } from '../../monitor/with-agent.js';
import { BoundedLines } from '../../support/bounded-lines.js';
import { sleep } from '../../support/deadline.js';
import { messageOf } from '../../support/errors.js';
import { lives } from '../own-process.js';
import { GUARD_READY, type GuardOrder, type GuardWord } from './freeze-guard.js';
import { hasLaterGuard } from './later-guard.js';

/**
 * - `armed`: the guest may be frozen at any moment, and the agent is left alone
 * - `frozen`: until somebody thaws it, or the end of who has frozen it
 * - `outliving`: until somebody thaws it
 * - `thawing`: it is to be thawed
 * - `ended`: nothing is to be done any more
 */
type Phase = 'armed' | 'frozen' | 'outliving' | 'thawing' | 'ended';

/** How often it looks whether somebody has thawed the guest. */
const LOOK_MS = 1000;
const ANSWER_MS = 4000;
/** For connecting and both commands. */
const WORK_MS = 15_000;
/** Another client is done with the agent in milliseconds. */
const PATIENCE_MS = [10, 30, 60, 120, 240];
const MAX_LINE_BYTES = 4096;

/** The guard of one freeze: see freeze-guard.ts. */
export class FreezeGuardProcess {
  #phase: Phase = 'armed';
  #order: GuardOrder | undefined;
  #wake = new AbortController();

  /** Takes a line of its input: first the order, then words. */
  take(line: string): void {
    if (this.#order === undefined) {
      this.#order = JSON.parse(line) as GuardOrder;
      void this.#run(this.#order);
    } else this.#obey(line as GuardWord);
  }

  /** Who has frozen the guest has ended. */
  inputEnds(): void {
    if (this.#phase === 'armed' || this.#phase === 'frozen') this.#enter('thawing');
  }

  /** This process is to end: it thaws first. */
  endSoon(): void {
    if (this.#phase !== 'ended') this.#enter('thawing');
  }

  #obey(word: GuardWord): void {
    if (this.#phase === 'thawing' || this.#phase === 'ended') return;
    if (word === 'frozen') this.#enter('frozen');
    else if (word === 'outlive') this.#enter('outliving');
    else if (word === 'end') this.#enter('ended');
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  async #run(order: GuardOrder): Promise<void> {
    const target = findTarget(order);
    if (target === undefined) return;
    process.stdout.on('error', () => undefined).write(`${GUARD_READY}\n`);
    const endsAt = performance.now() + order.limitSeconds * 1000;
    while (this.#phase !== 'ended' && lives(order.procRoot, order)) {
      if (performance.now() >= endsAt) this.#phase = 'thawing';
      // An answer to `armed` would hold up the agent, which is about to freeze.
      if (this.#phase !== 'armed') {
        const isThawed = await this.#look(target, order.procRoot);
        if (isThawed) this.#phase = 'ended';
      }
      if (this.#phase !== 'ended') await this.#pause(endsAt - performance.now());
    }
    // Nothing else keeps this process.
    process.stdin.destroy();
  }

  /** Whether the guest is thawed; thaws it where it is time. A guest that does not answer is asked again. */
  async #look(target: Target, procRoot: string): Promise<boolean> {
    const limits = { timeoutMs: WORK_MS, commandTimeoutMs: ANSWER_MS, patienceMs: PATIENCE_MS };
    const status = await withAgent(target, { procRoot, ...limits }, async (agent) => {
      const found = await agent.execute('guest-fsfreeze-status');
      if (found !== 'frozen' || this.#phase !== 'thawing') return found;
      // Its own freeze was thawed between two looks, and another one has begun.
      if (hasLaterGuard('/proc', process.pid)) return 'thawed';
      await agent.execute('guest-fsfreeze-thaw');
      return agent.execute('guest-fsfreeze-status');
    }).catch(() => undefined);
    return status === 'thawed';
  }

  async #pause(untilEndMs: number): Promise<void> {
    const { signal } = this.#wake;
    const isArmed = this.#phase === 'armed';
    const ms = isArmed ? untilEndMs : Math.min(LOOK_MS, untilEndMs > 0 ? untilEndMs : LOOK_MS);
    await sleep(Math.max(1, ms), signal).catch(() => undefined);
  }
}

/** Found anew, with its agent: the process of the pid must be the same one still. */
function findTarget(order: GuardOrder): Target | undefined {
  const { pid, startTicks, procRoot } = order;
  try {
    const { target } = findGuest(String(pid), { procRoot });
    if (target.process?.pid === pid && target.process.startTicks === startTicks) return target;
    throw new Error(`process ${pid} is another one by now`);
  } catch (error) {
    const why = lives(procRoot, order) ? messageOf(error) : `its QEMU, process ${pid}, has ended`;
    process.stdout.write(`${why}\n`);
    process.stdin.destroy();
    return undefined;
  }
}

/** Runs a guard whose input is that of this process. */
export function runGuard(): void {
  const guard = new FreezeGuardProcess();
  const lines = new BoundedLines(MAX_LINE_BYTES, (line) => guard.take(line));
  process.stdin.on('data', (chunk: Buffer) => lines.push(chunk));
  process.stdin.on('end', () => guard.inputEnds()).on('error', () => guard.inputEnds());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => guard.endSoon());
}
