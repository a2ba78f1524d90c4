import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type CheckOptions, checkSweep, type Memory, NOTHING_SEEN, type Sweep } from './check-sweep.js';
import type { Level } from './poller-process.js';
import type { Truth } from './truth.js';

/** The resolution of the delay monitor, which every delay includes. */
const RESOLUTION_MS = 10;

/** Checks every sweep against the truth, and collects the violations. */
export class Referee {
  readonly violations: string[] = [];
  readonly actions = new Map<string, number>();
  sweeps = 0;
  readonly #truth: Truth;
  /** The delays of this thread, in which the mocks run. */
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #options: CheckOptions;
  #memory: Memory = NOTHING_SEEN;
  #pending: Sweep | undefined;
  #busyBefore = 0;
  #awaited: (() => void)[] = [];

  constructor(truth: Truth, options: CheckOptions) {
    this.#truth = truth;
    this.#options = options;
    this.#delay.enable();
  }

  /** Checks the previous sweep: whether the machine stood still during a sweep is certain in the next one only. */
  readonly onSweep = (next: Sweep): void => {
    this.#judge();
    this.#pending = next;
    for (const wake of this.#awaited.splice(0)) wake();
  };

  #judge(): void {
    if (this.#pending === undefined) return;
    const busySeconds = Math.max(0, this.#delay.max / 1e6 - RESOLUTION_MS) / 1000;
    this.#delay.reset();
    // The machine may have stood still at the end of one sweep and at the beginning of the next.
    const stoodStillSeconds = Math.max(busySeconds, this.#busyBefore);
    this.#busyBefore = busySeconds;
    this.sweeps++;
    const sweep: Sweep = { ...this.#pending, stoodStillSeconds };
    const { violations, memory } = checkSweep(sweep, this.#truth.lives, this.#memory, this.#options);
    this.#memory = memory;
    const { sweep: number } = sweep.snapshot.self ?? {};
    for (const { rule, who, what } of violations)
      this.violations.push(`sweep ${number}: ${rule}: ${who} ${what}${this.#lastTroubles(who)}`);
  }

  readonly onAction = (actor: string): void => {
    this.actions.set(actor, (this.actions.get(actor) ?? 0) + 1);
  };

  /** Resolves after this many more sweeps. */
  async untilSweeps(count: number): Promise<void> {
    for (let left = count; left > 0; left--)
      await new Promise<void>((resolve) => this.#awaited.push(resolve));
  }

  /** Checks the last sweep, and stops measuring. */
  end(): void {
    this.#judge();
    this.#delay.disable();
  }

  /** The recent troubles of a place. */
  #lastTroubles(place: string): string {
    const troubles = this.#truth.lives
      .filter((life) => life.place === place)
      .flatMap((life) => life.troubles);
    const last = troubles.slice(-2).map(({ kind, beganMs, endedMs = Number.NaN }) => {
      const [since, until] = [Date.now() - beganMs, Date.now() - endedMs];
      return `${kind} from ${since} to ${until} ms ago`;
    });
    return last.length === 0 ? '' : ` (${last.join(', ')})`;
  }

  /** One line for a run by hand. */
  describe(seed: number): string {
    const actions = [...this.actions].sort(([a], [b]) => a.localeCompare(b));
    const total = actions.reduce((sum, [, times]) => sum + times, 0);
    const list = actions.map(([actor, times]) => `${actor} ${times}`).join(', ');
    return `QGAUGE_CHAOS_SEED=${seed}: ${total} actions (${list}), ${this.sweeps} sweeps (${this.#memory.hindered} on a hindered machine), ${this.violations.length} violations`;
  }
}

/** Growth between two times at which all guests are healthy is a leak, except for this variation of the heap. */
const HEAP_NOISE_BYTES = 6 * 2 ** 20;

/** Lists what has not returned to its level. */
function findLeaks(before: Level, after: Level): readonly string[] {
  const kinds = (level: Level) => level.descriptors.map((link) => link.replace(/\d+/g, 'N'));
  return [
    ...growthOf('descriptor', kinds(before), kinds(after)),
    ...growthOf('listener', namesOf(before), namesOf(after)),
    ...(after.heapBytes > before.heapBytes + HEAP_NOISE_BYTES
      ? [`the heap has grown from ${before.heapBytes} to ${after.heapBytes} bytes`]
      : []),
  ];
}

const LEVEL_TRIES = 20;

/** Lists what stays above the level in several measurements: a single one includes exchanges in progress. */
export async function findLastingLeaks(
  before: Level,
  measure: () => Promise<Level>,
): Promise<readonly string[]> {
  for (let tries = 1; ; tries++) {
    const leaks = findLeaks(before, await measure());
    if (leaks.length === 0 || tries === LEVEL_TRIES) return leaks;
  }
}

/** Lists what is left open at the end and was not open at the beginning. */
export function findRemains(before: Level, after: Level): readonly string[] {
  return [...findLeaks(before, after), ...growthOf('resource', before.resources, after.resources)];
}

function namesOf({ listeners }: Level): readonly string[] {
  return listeners.flatMap(([name, count]) => Array.from({ length: count }, () => name));
}

function growthOf(what: string, before: readonly string[], after: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of after) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const name of before) counts.set(name, (counts.get(name) ?? 0) - 1);
  return [...counts].filter(([, more]) => more > 0).map(([name, more]) => `${more} more of ${what} ${name}`);
}
