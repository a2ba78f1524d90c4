import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readProcess } from '../../src/linux/process.js';
import { asNobody, capturedTree } from './captured-tree.js';

const STAT =
  '2145 (qemu (vm) 1) S 1 2145 2145 0 -1 4194560 9723 0 12 0 350 87 0 0 20 -5 4 0 81230 1437741056 25853 18446744073709551615 1 1 0 0 0 0 0 4096 65537 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n';
const IO =
  'rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 6\ncancelled_write_bytes: 7\n';
const status = (pid: number) =>
  `Name:\tqemu\nState:\tS (sleeping)\nTgid:\t2145\nPid:\t${pid}\nNSpid:\t${pid}\nVmRSS:\t  103412 kB\nvoluntary_ctxt_switches:\t100\nnonvoluntary_ctxt_switches:\t10\n`;
/** A single sample reads no schedstat. */
const threadOf = (id: number) => {
  return { id, name: 'qemu', state: 'S', runNanoseconds: undefined, waitNanoseconds: undefined };
};
const FILES = {
  uptime: '1000.50 1900.00\n',
  '2145/stat': STAT,
  '2145/io': IO,
  '2145/task/2145/status': status(2145),
  '2145/task/2147/status': status(2147),
};
const SAMPLE = {
  pid: 2145,
  startTicks: 81230,
  state: 'S',
  elapsedSeconds: expect.closeTo(188.2, 6),
  userSeconds: 3.5,
  systemSeconds: 0.87,
  minorFaults: 9723,
  majorFaults: 12,
  priority: 20,
  nice: -5,
  virtualBytes: 1_437_741_056,
  rssBytes: 103_412 * 1024,
  voluntarySwitches: 200,
  involuntarySwitches: 20,
  threads: [threadOf(2145), threadOf(2147)],
  io: {
    readChars: 1,
    writtenChars: 2,
    readCalls: 3,
    writeCalls: 4,
    readBytes: 5,
    writtenBytes: 6,
    cancelledWriteBytes: 7,
  },
};

describe('readProcess', () => {
  it('reads a whole captured tree', async () => {
    expect(readProcess(await capturedTree(FILES), 2145)).toEqual(SAMPLE);
  });

  it('is undefined where there is no such process', async () => {
    expect(readProcess(await capturedTree(FILES), 2146)).toBeUndefined();
  });

  it('is undefined where the process is hidden from the user', async () => {
    const root = await capturedTree(FILES);
    await chmod(`${root}/2145`, 0);
    expect(asNobody(() => readProcess(root, 2145))).toBeUndefined();
    await chmod(`${root}/2145`, 0o755);
  });

  it("leaves unknown what is for the process's owner alone", async () => {
    const root = await capturedTree(FILES);
    await chmod(`${root}/2145/io`, 0);
    expect(asNobody(() => readProcess(root, 2145))).toMatchObject({
      io: undefined,
      rssBytes: SAMPLE.rssBytes,
    });
  });

  it('leaves unknown what is gone when the process ends between two reads', async () => {
    const root = await capturedTree({ uptime: FILES.uptime, '2145/stat': STAT, '2145/io': '' });
    expect(readProcess(root, 2145)).toMatchObject({
      pid: 2145,
      rssBytes: undefined,
      voluntarySwitches: undefined,
      involuntarySwitches: undefined,
      threads: [],
      io: undefined,
    });
  });

  it('never makes a process younger than it can be', async () => {
    const root = await capturedTree({ ...FILES, uptime: '1.00 1.00\n' });
    expect(readProcess(root, 2145)?.elapsedSeconds).toBe(0);
  });
});
