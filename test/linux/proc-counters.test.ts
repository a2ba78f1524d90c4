import { expect, it } from 'vitest';
import { countBetween, readProcCounters } from '../../src/linux/proc-counters.js';
import { capturedTree, type TreeFiles } from './captured-tree.js';
import { processFiles, taskFiles } from './task-files.js';

async function countersOf(files: TreeFiles) {
  const counters = readProcCounters(await capturedTree(files), 7);
  if (counters === undefined) throw new Error('there is no process');
  return counters;
}

const replaced = (files: TreeFiles, name: string, from: string, to: string): TreeFiles => ({
  ...files,
  [name]: String(files[name]).replace(from, to),
});

it('counts what was done meanwhile, also by a thread that has begun since', async () => {
  const before = processFiles(7);
  let after = replaced(before, '7/stat', ' 9723 4 12 ', ' 9733 4 15 ');
  after = replaced(after, '7/task/7/status', 'switches:\t100', 'switches:\t130');
  after = replaced(after, '7/task/7/schedstat', '1843728111', '1843728200');
  after = replaced(after, '7/task/7/sched', '   42', '   45');
  after = { ...after, ...taskFiles(7, { tid: 9 }) };
  expect(countBetween(await countersOf(before), await countersOf(after))).toEqual({
    task_clock: 89 + 1_843_728_111,
    page_faults: 13,
    context_switches: 30 + 110,
    cpu_migrations: 3 + 42,
    page_faults_min: 10,
    page_faults_maj: 3,
  });
});

it('does not count back for a thread that has taken the id of another', async () => {
  const before = processFiles(7);
  const after = replaced(before, '7/task/7/status', 'switches:\t100', 'switches:\t1');
  expect(countBetween(await countersOf(before), await countersOf(after)).context_switches).toBe(0);
});

it('does not know what the kernel does not show of a thread', async () => {
  const files = replaced(processFiles(7), '7/task/7/sched', 'se.nr_migrations', 'x');
  const counters = await countersOf(files);
  expect(countBetween(counters, counters)).toMatchObject({ cpu_migrations: undefined, context_switches: 0 });
});

it('is undefined for a process that has ended', async () => {
  expect(readProcCounters(await capturedTree({}), 7)).toBeUndefined();
});
