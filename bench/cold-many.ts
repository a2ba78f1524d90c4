import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark, ByEffort } from './benchmark.js';
import { startLibvirt } from './libvirt.js';
import { QGAUGE, timeCollect, timeNothing, timeProcess } from './run-process.js';
import { startServing } from './serve-child.js';
import { compare, interleave, median, type Row } from './statistics.js';

const ROUNDS: ByEffort = { full: 21, quick: 5 };
const MAX_RATIO = 0.5;
/** Of `domstats` that asks the guests itself. */
const MAX_DIRECT_RATIO = 1;

/** Times of a command, each beside one of a Node.js that does nothing: that shows whether the machine has slowed down. */
interface Anchored {
  readonly times: readonly number[];
  readonly nothing: readonly number[];
}

interface Named extends Anchored {
  readonly what: string;
  readonly maxRatio: number;
}

const SWEEP_SECONDS = 5;

/** Both are measured with their own guests alone on the host, one after the other. */
export const coldMany: Benchmark = {
  name: 'cold-many',
  about: '`qgauge collect` and `domstats` of every guest of the host, beside `virsh domstats` of as many',
  async *measure({ effort, paused }) {
    const { length: count } = await paused.start();
    const rounds = ROUNDS[effort];
    const ours = [
      {
        what: `cold \`qgauge collect\`, ${count} VMs`,
        maxRatio: MAX_RATIO,
        ...(await timeBesideNothing(rounds, () => timeCollect([]))),
      },
      {
        what: `cold \`qgauge domstats\`, ${count} VMs`,
        maxRatio: MAX_DIRECT_RATIO,
        ...(await timeBesideNothing(rounds, () =>
          timeProcess(process.execPath, [QGAUGE, 'domstats', '--direct']),
        )),
      },
      ...(await timeBesideServe(count, rounds)),
    ];
    await paused.stop();
    yield* compareWithLibvirt(count, rounds, ours);
  },
};

/** The same commands where a daemon measures the guests. */
async function timeBesideServe(count: number, rounds: number): Promise<readonly Named[]> {
  await using serving = await startServing({}, SWEEP_SECONDS);
  while ((await serving.get('/readyz')).text !== 'ok\n') await sleep(100);
  const environment = { QGAUGE_RUNTIME_DIRECTORY: serving.directory };
  const timed: Named[] = [];
  for (const command of ['collect', 'ls', 'domstats']) {
    const time = () => timeProcess(process.execPath, [QGAUGE, command], environment);
    const what = `cold \`qgauge ${command}\` beside \`qgauge serve\`, ${count} VMs`;
    timed.push({ what, maxRatio: MAX_RATIO, ...(await timeBesideNothing(rounds, time)) });
  }
  return timed;
}

/** Where libvirt is missing or does not start, the rows have our times alone. */
async function* compareWithLibvirt(
  count: number,
  rounds: number,
  ours: readonly Named[],
): AsyncGenerator<Row> {
  try {
    await using libvirt = await startLibvirt(count);
    const theirs = await timeBesideNothing(rounds, () => timeProcess('virsh', libvirt.domstats));
    const floor = theirs.times.map((time, at) => time + (theirs.nothing[at] ?? 0));
    for (const { what, times, maxRatio } of ours)
      yield compare(what, times, floor, maxRatio, 'virsh domstats + node -e 0');
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    for (const { what, times, nothing } of ours) {
      const floor = `${median(nothing).toFixed(1)} ms (node -e 0; no virsh: ${reason})`;
      yield { what, ours: `${median(times).toFixed(1)} ms`, floor, ratio: '', target: '', isMet: true };
    }
  }
}

async function timeBesideNothing(rounds: number, time: () => Promise<number>): Promise<Anchored> {
  await time();
  const [times, nothing] = await interleave(rounds, time, timeNothing);
  return { times, nothing };
}
