import type { Benchmark, ByEffort } from './benchmark.js';
import { timeCollect, timeNothing } from './run-process.js';
import { compare, interleave } from './statistics.js';

const ROUNDS: ByEffort = { full: 21, quick: 7 };
const MAX_RATIO = 2.5;

export const coldOne: Benchmark = {
  name: 'cold-one',
  about: '`qgauge collect` of one guest from start to end, beside a Node.js that does nothing',
  async *measure({ effort, paused }) {
    const [guest] = await paused.start();
    const sockets = guest.monitors.slice(0, 1);
    await timeCollect(sockets);
    const [ours, floor] = await interleave(ROUNDS[effort], () => timeCollect(sockets), timeNothing);
    yield compare('cold `qgauge collect`, 1 VM', ours, floor, MAX_RATIO, 'node -e 0');
  },
};
