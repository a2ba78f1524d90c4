import type { Benchmark, ByEffort } from './benchmark.js';
import { startLibvirt } from './libvirt.js';
import { timeCollect, timeNothing, timeProcess } from './run-process.js';
import { compare, interleave, median, type Row } from './statistics.js';

const ROUNDS: ByEffort = { full: 21, quick: 5 };
const MAX_RATIO = 0.5;

/** Times of a command, each beside one of a Node.js that does nothing: that shows whether the machine has slowed down. */
interface Anchored {
  readonly times: readonly number[];
  readonly nothing: readonly number[];
}

/** Both are measured with their own guests alone on the host, one after the other. */
export const coldMany: Benchmark = {
  name: 'cold-many',
  about: '`qgauge collect` of every guest of the host, beside `virsh domstats` of as many',
  async *measure({ effort, paused }) {
    const { length: count } = await paused.start();
    const ours = await timeBesideNothing(ROUNDS[effort], () => timeCollect([]));
    await paused.stop();
    yield await compareWithLibvirt(count, ROUNDS[effort], ours);
  },
};

/** Where libvirt is missing or does not start, the row has our time alone. */
async function compareWithLibvirt(count: number, rounds: number, ours: Anchored): Promise<Row> {
  const what = `cold \`qgauge collect\`, ${count} VMs`;
  try {
    await using libvirt = await startLibvirt(count);
    const theirs = await timeBesideNothing(rounds, () => timeProcess('virsh', libvirt.domstats));
    const floor = theirs.times.map((time, at) => time + (theirs.nothing[at] ?? 0));
    return compare(what, ours.times, floor, MAX_RATIO, 'virsh domstats + node -e 0');
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    const nothing = `${median(ours.nothing).toFixed(1)} ms (node -e 0; no virsh: ${reason})`;
    return {
      what,
      ours: `${median(ours.times).toFixed(1)} ms`,
      floor: nothing,
      ratio: '',
      target: '',
      isMet: true,
    };
  }
}

async function timeBesideNothing(rounds: number, time: () => Promise<number>): Promise<Anchored> {
  await time();
  const [times, nothing] = await interleave(rounds, time, timeNothing);
  return { times, nothing };
}
