import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { CHAOS_SECONDS, CHAOS_SEED } from './chaos-settings.js';
import { MockPlace } from './mock-place.js';
import { COMMAND_MS, GREETING_MS, MOCK_TROUBLES } from './mock-troubles.js';
import { PollerProcess } from './poller-process.js';
import { Random } from './random.js';
import { findLastingLeaks, findRemains, Referee } from './referee.js';
import { torment } from './torment.js';
import { Truth } from './truth.js';

const PLACES = 60;
const INTERVAL_MS = 200;

/** Each of the two tests takes half of the time. */
const SECONDS = CHAOS_SECONDS / 2;

it.each([
  ['releases its connections', false],
  ['holds its connections', true],
])(
  'a poller that %s is right about mock guests in all kinds of trouble',
  async (_, hold) => {
    const random = new Random(CHAOS_SEED);
    const truth = new Truth();
    const directory = await temporaryDirectory();
    const places = Array.from(
      { length: PLACES },
      (_, number) => new MockPlace(directory, number, truth, random.fork()),
    );
    onTestFinished(async () => {
      await Promise.all(places.map((place) => place.close()));
    });
    await Promise.all(places.map((place) => place.open()));
    const referee = new Referee(truth, {
      intervalMs: INTERVAL_MS,
      graceSweeps: 2,
      exchangeMs: COMMAND_MS,
      isWhole: true,
    });
    const options = {
      interval: INTERVAL_MS / 1000,
      slowInterval: 2,
      pollingSeconds: 1,
      hold,
      guests: places.map(({ path }) => ({ address: parseAddress(path) })),
      timeouts: { greetingMs: GREETING_MS, commandMs: COMMAND_MS, slowCommandMs: 1000 },
    };
    const poller = await PollerProcess.start(directory, launch, options, referee.onSweep);
    await referee.untilSweeps(20);
    const before = await poller.measure();

    const course = { untilMs: Date.now() + SECONDS * 1000, onAction: referee.onAction };
    await Promise.all(
      places.map((place) => torment(place, MOCK_TROUBLES, truth, { ...course, random: random.fork() })),
    );

    await referee.untilSweeps(20);
    const leaks = await findLastingLeaks(before, async () => {
      await referee.untilSweeps(1);
      return poller.measure();
    });
    const left = await poller.end();
    referee.end();
    console.log(`mock guests, ${hold ? 'held' : 'released'}: ${referee.describe(CHAOS_SEED)}`);
    expect.soft(referee.violations, `QGAUGE_CHAOS_SEED=${CHAOS_SEED}`).toEqual([]);
    expect.soft(leaks).toEqual([]);
    expect.soft(findRemains(await poller.level, left)).toEqual([]);
  },
  SECONDS * 1000 + 120_000,
);

function launch([program = '', ...args]: readonly string[]): void {
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
}
