import { describe, expect, it } from 'vitest';
import { readOnlineCpus } from '../../src/linux/online-cpus.js';
import { readTasks } from '../../src/linux/proc-tasks.js';
import { capturedTree } from './captured-tree.js';
import { taskFiles } from './task-files.js';

describe('readTasks', () => {
  it('joins the files of each thread, in the order of their ids', async () => {
    const root = await capturedTree({
      ...taskFiles(2145, { tid: 2147, ownId: 12, name: 'CPU 0/KVM', cpu: 3, policy: 1, priority: 50 }),
      ...taskFiles(2145, { tid: 2145, ownId: 10, allowed: '0-7' }),
    });
    expect(readTasks(root, 2145, [0, 1, 2, 3])).toMatchObject([
      {
        hostThreadId: 2145,
        ownId: 10,
        times: { affinity: [0, 1, 2, 3], policy: 'other', realtimePriority: 0 },
      },
      {
        hostThreadId: 2147,
        ownId: 12,
        name: 'CPU 0/KVM',
        migrations: 42,
        switches: 110,
        times: {
          hostThreadId: 2147,
          hostCpu: 3,
          userSeconds: 3.5,
          systemSeconds: 0.87,
          cpuNanoseconds: 1_843_728_111,
          waitNanoseconds: 30_217,
          waitSumNanoseconds: 12_345_678,
          affinity: [0, 1],
          policy: 'fifo',
          realtimePriority: 50,
        },
      },
    ]);
  });

  it('takes the clock ticks where the kernel has no schedstat, and every CPU where it is not known which are online', async () => {
    const files = taskFiles(7, { tid: 7, allowed: '0-2' });
    const root = await capturedTree({
      '7/task/7/status': files['7/task/7/status'] ?? '',
      '7/task/7/stat': files['7/task/7/stat'] ?? '',
    });
    expect(readTasks(root, 7, undefined)).toMatchObject([
      {
        migrations: undefined,
        times: {
          cpuNanoseconds: 4.37e9,
          waitNanoseconds: undefined,
          waitSumNanoseconds: undefined,
          affinity: [0, 1, 2],
        },
      },
    ]);
  });

  it('keeps the number of a policy that is newer than this program', async () => {
    const root = await capturedTree(taskFiles(7, { tid: 7, policy: 9 }));
    expect(readTasks(root, 7, undefined)[0]?.times.policy).toBe(9);
  });

  it('shows no control characters of a name', async () => {
    const root = await capturedTree(taskFiles(7, { tid: 7, name: 'a\u001b[2Jb' }));
    expect(readTasks(root, 7, undefined)[0]?.name).toBe('a?[2Jb');
  });

  it('is empty for a process that has ended', async () => {
    expect(readTasks(await capturedTree({}), 7, undefined)).toEqual([]);
  });

  it('reads this process', () => {
    const tasks = readTasks('/proc', process.pid, readOnlineCpus('/sys'));
    const main = tasks.find(({ hostThreadId }) => hostThreadId === process.pid);
    expect(main?.times.affinity).not.toEqual([]);
    expect(main?.times.cpuNanoseconds).toBeGreaterThan(0);
    expect(tasks.length).toBeGreaterThan(1);
  });
});

describe('readOnlineCpus', () => {
  it('reads the list, and knows nothing without', async () => {
    const root = await capturedTree({ 'devices/system/cpu/online': '0-1,3\n' });
    expect(readOnlineCpus(root)).toEqual([0, 1, 3]);
    expect(readOnlineCpus(`${root}/none`)).toBeUndefined();
  });
});
