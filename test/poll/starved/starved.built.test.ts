import { basename } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { whyNoCgroup } from '../../lab/cgroup.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { startBusyLoops } from './busy-loops.js';
import { type Confinement, listConfined, type Shown, streamConfined } from './confined-qgauge.js';
import { startMocks } from './mock-host.js';

/**
 * How long a run goes on: a quarter of a minute, and five minutes in `npm run test:long`; and until every guest has answered, if
 * the machine lets it.
 */
const SECONDS = Number(process.env.QGAUGE_STARVED_SECONDS ?? 15);
const GUESTS = 60;
/** How much longer it may go on. */
const PATIENCE_MS = 60_000;
const TIMEOUT_MS = SECONDS * 1000 + 3 * PATIENCE_MS;

/** Everything that was ever said of the guests, by the name of their socket: a guest has no name before it has answered. */
class Verdicts {
  readonly #answered = new Set<string>();
  readonly #wrong = new Set<string>();
  readonly #hung: string;
  healthy = 0;
  late = 0;

  constructor(hung: string) {
    this.#hung = hung;
  }

  add({ socket, problem }: Shown): void {
    const name = basename(socket ?? '', '.sock');
    const kind = problem?.kind ?? 'healthy';
    if (kind === 'late') this.late++;
    else if (kind === 'healthy') this.#answered.add(name);
    if (kind === 'healthy') this.healthy++;
    // One that hangs may still hold a connection that was given up: it may be taken for busy, but not for healthy.
    const isWrong = name === this.#hung ? kind === 'healthy' : kind !== 'healthy' && kind !== 'late';
    if (isWrong) this.#wrong.add(`${name}: ${kind}: ${problem?.message}`);
  }

  /** How many guests have answered at least once. */
  get answered(): number {
    return this.#answered.size;
  }

  /** What was said of a guest and is not so. */
  get wrong(): readonly string[] {
    return [...this.#wrong];
  }
}

/** Guests that are silent through no fault of their own are late, and nothing else; the one that hangs is never healthy. */
async function expectFairness(confinement: Confinement, annotate: TestContext['annotate']): Promise<void> {
  await using mocks = await startMocks(await temporaryDirectory(), GUESTS);
  const verdicts = new Verdicts(mocks.hung);
  let [sweeps, lateSeconds] = [0, 0];
  const beganMs = performance.now();
  const ending = AbortSignal.timeout(SECONDS * 1000 + PATIENCE_MS);
  for await (const { guests, self } of streamConfined(mocks.sockets, confinement, ending)) {
    expect(guests).toHaveLength(GUESTS + 1);
    for (const guest of guests) verdicts.add(guest);
    sweeps++;
    lateSeconds += self?.loopLateSeconds ?? 0;
    if (performance.now() > beganMs + SECONDS * 1000 && verdicts.answered >= GUESTS) break;
  }
  const seconds = (performance.now() - beganMs) / 1000;
  const listed = await listConfined(mocks.sockets, confinement, AbortSignal.timeout(PATIENCE_MS));
  for (const guest of listed) verdicts.add(guest);
  const { healthy, late, wrong } = verdicts;
  await annotate(
    `${sweeps} sweeps in ${seconds.toFixed(0)} s, ${lateSeconds.toFixed(0)} s of them late; ${healthy} answers, ${late} late`,
  );
  expect(wrong).toEqual([]);
  if (sweeps > 0) expect(lateSeconds).toBeGreaterThan(0);
}

describe('a poller of sixty guests that gets little CPU is fair to them', { timeout: TIMEOUT_MS }, () => {
  it('at the lowest priority, beside four programs that take every CPU', async ({ annotate }) => {
    await using _busy = startBusyLoops(4);
    await expectFairness({ nice: 19 }, annotate);
  });

  const whyNot = whyNoCgroup();
  it.skipIf(whyNot !== undefined)(
    `in a control group with 5 % of a CPU${whyNot === undefined ? '' : ` (${whyNot})`}`,
    async ({ annotate }) => {
      await expectFairness({ cores: 0.05 }, annotate);
    },
  );
});
