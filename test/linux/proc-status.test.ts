import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStatus, readThreads } from '../../src/linux/proc-status.js';
import { unicodeText } from '../unicode-text.js';
import { capturedTree } from './captured-tree.js';

interface StatusLines {
  readonly pid: number;
  readonly nsPid?: string | undefined;
  readonly rss?: string | undefined;
  readonly switches?: readonly [number, number];
}

function statusOf({ pid, nsPid, rss, switches: [voluntary, involuntary] = [0, 0] }: StatusLines): string {
  const lines = ['Name:\tqemu-system-x86', 'Umask:\t0022', 'State:\tS (sleeping)', 'Tgid:\t2145', 'Ngid:\t0'];
  lines.push(`Pid:\t${pid}`, 'PPid:\t1', 'TracerPid:\t0');
  if (nsPid !== undefined) lines.push(`NStgid:\t2145\t9`, `NSpid:\t${nsPid}`, 'NSpgid:\t2145\t9');
  if (rss !== undefined) lines.push('VmHWM:\t  204800 kB', `VmRSS:\t${rss} kB`, 'RssAnon:\t   90000 kB');
  lines.push(`voluntary_ctxt_switches:\t${voluntary}`, `nonvoluntary_ctxt_switches:\t${involuntary}`);
  return `${lines.join('\n')}\n`;
}

describe('parseStatus', () => {
  it('reads the id, the memory and the switches', () => {
    const text = statusOf({ pid: 2147, nsPid: '2147', rss: '  103412', switches: [1532, 17] });
    expect(parseStatus(text)).toEqual({
      ownId: 2147,
      name: 'qemu-system-x86',
      state: 'S',
      rssBytes: 103_412 * 1024,
      swapBytes: undefined,
      hugetlbBytes: undefined,
      voluntarySwitches: 1532,
      involuntarySwitches: 17,
    });
  });

  it("takes the innermost namespace's id of several", () => {
    expect(parseStatus(statusOf({ pid: 2147, nsPid: '2147\t310\t12' }))?.ownId).toBe(12);
  });

  it('takes Pid, and not PPid, where a kernel has no namespaces', () => {
    expect(parseStatus(statusOf({ pid: 2147 }))?.ownId).toBe(2147);
  });

  it('knows no memory of a zombie, which has no VmRSS', () => {
    expect(parseStatus(statusOf({ pid: 2147, nsPid: '2147' }))?.rssBytes).toBeUndefined();
  });
});

describe('parseStatus, whatever it is given', () => {
  it("takes no line from the name, which is the thread's own", () => {
    const text = statusOf({ pid: 2147, nsPid: '2147', rss: '100' }).replace(
      'qemu-system-x86',
      'VmRSS:\t999 kB',
    );
    expect(parseStatus(text)).toMatchObject({ name: 'VmRSS:\t999 kB', rssBytes: 102_400 });
  });

  it('reads swap and huge pages', () => {
    const text = statusOf({ pid: 7, rss: '1' }).replace(
      'RssAnon',
      'VmSwap:\t    12 kB\nHugetlbPages:\t  2048 kB\nRssAnon',
    );
    expect(parseStatus(text)).toMatchObject({ swapBytes: 12_288, hugetlbBytes: 2_097_152 });
  });

  it('refuses a text without an id, and never throws', () => {
    expect(parseStatus('')).toBeUndefined();
    expect(parseStatus('Name:\tx\nNSpid:\t\n')).toBeUndefined();
    fc.assert(
      fc.property(unicodeText(), (text) => {
        const status = parseStatus(`Name:\tx\n${text}`);
        if (status) expect(Number.isSafeInteger(status.ownId)).toBe(true);
      }),
    );
  });
});

describe('readThreads', () => {
  it('sums the switches of all threads, and counts the memory once', async () => {
    const root = await capturedTree({
      '2145/task/2145/status': statusOf({ pid: 2145, nsPid: '2145\t9', rss: '100', switches: [10, 1] }),
      '2145/task/2147/status': statusOf({ pid: 2147, nsPid: '2147\t11', rss: '100', switches: [20, 2] }),
      '2145/task/2148/status': statusOf({ pid: 2148, nsPid: '2148\t12', rss: '100', switches: [30, 3] }),
    });
    const threads = readThreads(root, 2145);
    expect(threads).toMatchObject({ rssBytes: 102_400, voluntarySwitches: 60, involuntarySwitches: 6 });
    expect(threads?.threads.map(({ id }) => id).sort((a, b) => a - b)).toEqual([9, 11, 12]);
  });

  it('counts huge pages into the resident memory, which VmRSS leaves out', async () => {
    const status = statusOf({ pid: 7, rss: '100' }).replace('RssAnon', 'HugetlbPages:\t  65536 kB\nRssAnon');
    const root = await capturedTree({ '7/task/7/status': status });
    expect(readThreads(root, 7)).toMatchObject({
      rssBytes: (100 + 65_536) * 1024,
      hugetlbBytes: 65_536 * 1024,
    });
  });

  it('leaves out a thread that ends while the others are read', async () => {
    const root = await capturedTree({
      '7/task/7/status': statusOf({ pid: 7, rss: '100', switches: [10, 1] }),
      '7/task/8/comm': 'a directory that has lost its status\n',
    });
    expect(readThreads(root, 7)).toEqual({
      rssBytes: 102_400,
      swapBytes: undefined,
      hugetlbBytes: undefined,
      voluntarySwitches: 10,
      involuntarySwitches: 1,
      threads: [
        { id: 7, name: 'qemu-system-x86', state: 'S', runNanoseconds: undefined, waitNanoseconds: undefined },
      ],
    });
  });

  it('is undefined where there is no such process, or no thread left in it', async () => {
    const root = await capturedTree({ '7/task/7/comm': '' });
    expect(readThreads(root, 7)).toBeUndefined();
    expect(readThreads(root, 8)).toBeUndefined();
  });
});
