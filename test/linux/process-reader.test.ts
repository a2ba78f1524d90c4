import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FilePool } from '../../src/linux/files/file-pool.js';
import { readProcStat } from '../../src/linux/proc-stat.js';
import { ProcessReader } from '../../src/linux/process-reader.js';
import { waitFor } from '../wait-for.js';
import { asNobody, capturedTree, type TreeFiles } from './captured-tree.js';

const STAT =
  '2145 (qemu (vm) 1) S 1 2145 2145 0 -1 4194560 9723 4 12 5 350 87 0 0 20 -5 4 0 81230 1437741056 25853 18446744073709551615 1 1 0 0 0 0 0 4096 65537 0 0 0 17 1 0 0 250 0 0 0 0 0 0 0 0 0 0\n';
const IO =
  'rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 6\ncancelled_write_bytes: 7\n';
const status = (tid: number, name: string, ownId = tid) =>
  `Name:\t${name}\nState:\tS (sleeping)\nTgid:\t2145\nPid:\t${tid}\nNSpid:\t${tid}\t${ownId}\nVmRSS:\t  100 kB\nVmSwap:\t  8 kB\nHugetlbPages:\t  2048 kB\nvoluntary_ctxt_switches:\t100\nnonvoluntary_ctxt_switches:\t10\n`;
const FILES = {
  uptime: '1000.50 1900.00\n',
  'sys/kernel/task_delayacct': '1\n',
  '2145/stat': STAT,
  '2145/io': IO,
  '2145/ksm_merging_pages': '33\n',
  '2145/cgroup': '0::/vm1\n',
  '2145/numa_maps':
    '7f81d8000000 default anon=3 dirty=3 active=0 N0=2 N1=1 kernelpagesize_kB=4\n7f0000000000 bind:1 file=/anon_hugepage\\040(deleted) huge anon=2 N1=2 kernelpagesize_kB=2048\n',
  '2145/task/2145/status': status(2145, 'qemu', 9),
  '2145/task/2145/schedstat': '1843728111 30217 95\n',
  '2145/task/2147/status': status(2147, 'CPU 0/KVM', 11),
  '2145/task/2147/schedstat': '5 6 7\n',
} satisfies TreeFiles;

function newReader(root: string, pid = 2145, startTicks = 81_230) {
  const pool = new FilePool();
  const reader = new ProcessReader(root, pid, startTicks, pool);
  onTestFinished(() => pool.close());
  return { pool, reader };
}

/** A child that does something, says so, and then waits. */
async function startChild(script: string, through: readonly string[] = []): Promise<ChildProcess> {
  const [program = '', ...args] = [...through, 'bash', '-c', `${script}; echo; read -r`];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(async () => {
    child.stdin?.end();
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

function readerOf({ pid = 0 }: ChildProcess) {
  return newReader('/proc', pid, readProcStat('/proc', pid)?.startTicks);
}

describe('ProcessReader on a captured tree', () => {
  it('reads everything', async () => {
    const { reader } = newReader(await capturedTree(FILES));
    const before = performance.now() / 1000;
    const sample = reader.read();
    expect(sample).toEqual({
      pid: 2145,
      startTicks: 81_230,
      state: 'S',
      elapsedSeconds: expect.closeTo(188.2, 6),
      userSeconds: 3.5,
      systemSeconds: 0.87,
      minorFaults: 9723,
      majorFaults: 12,
      childMinorFaults: 4,
      childMajorFaults: 5,
      blockIoDelaySeconds: 2.5,
      priority: 20,
      nice: -5,
      virtualBytes: 1_437_741_056,
      rssBytes: 102_400 + 2_097_152,
      swapBytes: 8192,
      hugetlbBytes: 2_097_152,
      ksmMergedPages: 33,
      voluntarySwitches: 200,
      involuntarySwitches: 20,
      threads: [
        { id: 9, name: 'qemu', state: 'S', runNanoseconds: 1_843_728_111, waitNanoseconds: 30_217 },
        { id: 11, name: 'CPU 0/KVM', state: 'S', runNanoseconds: 5, waitNanoseconds: 6 },
      ],
      io: {
        readChars: 1,
        writtenChars: 2,
        readCalls: 3,
        writeCalls: 4,
        readBytes: 5,
        writtenBytes: 6,
        cancelledWriteBytes: 7,
      },
      monotonicSeconds: expect.any(Number),
    });
    expect(sample?.monotonicSeconds).toBeGreaterThanOrEqual(before);
  });

  it('reads NUMA nodes apart, and only when asked', async () => {
    const { reader } = newReader(await capturedTree(FILES));
    expect(reader.read()).not.toHaveProperty('numaBytes');
    expect(await reader.readNuma()).toEqual({ '0': 8192, '1': 4096 + 2 * 2_097_152 });
  });

  it('follows threads as they begin and end', async () => {
    const root = await capturedTree(FILES);
    const { reader, pool } = newReader(root);
    reader.read();
    const size = pool.size;
    await rm(`${root}/2145/task/2147`, { recursive: true });
    await mkdir(`${root}/2145/task/2150`);
    await writeFile(`${root}/2145/task/2150/status`, status(2150, 'worker'));
    expect(reader.read()?.threads).toMatchObject([
      { id: 9, runNanoseconds: 1_843_728_111 },
      { id: 2150, name: 'worker', runNanoseconds: undefined, waitNanoseconds: undefined },
    ]);
    // Without the schedstat of the new one, which is not there.
    expect(pool.size).toBe(size - 1);
  });

  it('does not read a later process with the same pid', async () => {
    const { reader, pool } = newReader(await capturedTree(FILES), 2145, 81_229);
    expect(await reader.readNuma()).toBeUndefined();
    expect(reader.readCgroupText()).toBeUndefined();
    expect(reader.read()).toBeUndefined();
    // The uptime, which is shared.
    expect(pool.size).toBe(1);
  });

  it('opens nothing once it is closed, also while it reads NUMA nodes', async () => {
    const { reader, pool } = newReader(await capturedTree(FILES));
    const numa = reader.readNuma();
    reader.close();
    expect([await numa, reader.read(), reader.readCgroupText()]).toEqual([undefined, undefined, undefined]);
    expect(pool.size).toBe(0);
  });

  it('treats a zombie as ended, and closes its files', async () => {
    const { reader, pool } = newReader(await capturedTree({ '2145/stat': STAT.replace(') S', ') Z') }));
    expect(reader.read()).toBeUndefined();
    expect(pool.size).toBe(0);
  });

  it.each([
    ['0\n', 250, undefined],
    ['1\n', 0, 0],
    [undefined, 0, undefined],
    [undefined, 250, 2.5],
  ])('with task_delayacct %j and %i ticks has waited %s seconds', async (delayacct, ticks, expected) => {
    const files: TreeFiles = { '2145/stat': STAT.replace(' 250 ', ` ${ticks} `) };
    const more: TreeFiles = delayacct === undefined ? {} : { 'sys/kernel/task_delayacct': delayacct };
    const { reader } = newReader(await capturedTree({ ...files, ...more }));
    expect(reader.read()?.blockIoDelaySeconds).toBe(expected);
  });

  it('leaves unknown what the kernel does not count, and what is not for this user', async () => {
    const root = await capturedTree({ ...FILES, '2145/task/2147/schedstat': '0 0 0\n' });
    await chmod(`${root}/2145/io`, 0);
    await rm(`${root}/2145/ksm_merging_pages`);
    const { reader } = newReader(root);
    const sample = asNobody(() => reader.read());
    expect(sample).toMatchObject({ io: undefined, ksmMergedPages: undefined });
    expect(sample?.threads[1]).toMatchObject({ runNanoseconds: undefined, waitNanoseconds: undefined });
  });

  it('is undefined where the process is hidden from the user', async () => {
    const root = await capturedTree(FILES);
    await chmod(`${root}/2145`, 0);
    const { reader } = newReader(root);
    expect(asNobody(() => reader.read())).toBeUndefined();
    await chmod(`${root}/2145`, 0o755);
  });
});

describe('ProcessReader on the real /proc', () => {
  it('sees a busy child run as long by schedstat as by its CPU time', async () => {
    const { reader } = readerOf(await startChild('for ((i = 0; i < 200000; i++)); do :; done'));
    const sample = reader.read();
    const cpuSeconds = (sample?.userSeconds ?? 0) + (sample?.systemSeconds ?? 0);
    expect(cpuSeconds).toBeGreaterThan(0.1);
    expect(Math.abs((sample?.threads[0]?.runNanoseconds ?? 0) / 1e9 - cpuSeconds)).toBeLessThan(0.05);
  });

  it('sees a stopped child stopped', async () => {
    const child = await startChild(':');
    const { reader } = readerOf(child);
    expect(reader.read()?.state).toMatch(/^[RS]$/);
    child.kill('SIGSTOP');
    await waitFor(() => expect(reader.read()).toMatchObject({ state: 'T', threads: [{ state: 'T' }] }));
  });

  it('has nothing open of a child that was killed between two reads', async () => {
    const child = await startChild(':');
    const { reader, pool } = readerOf(child);
    expect(reader.read()?.threads).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(reader.read()).toBeUndefined();
    expect(await reader.readNuma()).toBeUndefined();
    // What is shared: uptime, and the switch of delay accounting.
    expect(pool.size).toBeLessThanOrEqual(2);
  });

  it.skipIf(process.geteuid?.() !== 0)("knows threads by their own namespace's ids", async () => {
    const outer = await startChild(':', ['unshare', '--pid', '--fork', '--kill-child']);
    const children = await readFile(`/proc/${outer.pid}/task/${outer.pid}/children`, 'utf8');
    const pid = Number(children.trim());
    const { reader } = newReader('/proc', pid, readProcStat('/proc', pid)?.startTicks);
    expect(reader.read()).toMatchObject({ pid, threads: [{ id: 1, name: 'bash' }] });
  });
});
