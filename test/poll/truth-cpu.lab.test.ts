import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { temporaryDirectory } from '../temporary-directory.js';
import {
  type Bracket,
  BracketedPoller,
  expectWithin,
  onlyGuest,
  type Range,
  rateBetween,
} from './bracket.js';
import { onlyDomain } from './print-kvmtop.js';
import { readSchedstats } from './read-by-hand.js';

const NANOSECONDS = 1e9;
/** Prints `!` on the debug console and loops: mov al,'!'; out 0xe9,al; jmp $ */
const SPINNING_BOOT_SECTOR = [0xb0, 0x21, 0xe6, 0xe9, 0xeb, 0xfe];

/** A guest with two vCPUs: the first uses all the time it gets, the second sleeps. */
async function startSpinningGuest(qemu: string, threads: 'multi' | 'single') {
  const directory = await temporaryDirectory();
  const [image, said] = [join(directory, 'image'), join(directory, 'said')];
  // Another poller on this host holds at most one of them.
  const sockets = ['s0', 's1'].map((name) => join(directory, name));
  // The firmware does not boot from a disk of one sector.
  const disk = Buffer.alloc(2 ** 20);
  disk.set(SPINNING_BOOT_SECTOR);
  disk.set([0x55, 0xaa], 510);
  writeFileSync(image, disk);
  const machine = [
    '-machine',
    'q35',
    '-accel',
    `tcg,thread=${threads}`,
    '-smp',
    '2',
    '-m',
    '32',
    '-nodefaults',
  ];
  const { pid } = await startBareQemu(
    qemu,
    [
      ...machine,
      ...['-display', 'none', '-debugcon', `file:${said}`, '-drive', `file=${image},format=raw`],
      ...sockets.flatMap((socket) => ['-qmp', `unix:${socket},server=on,wait=off`]),
    ],
    { ready: sockets[1] ?? '' },
  );
  await expect.poll(() => existsSync(said) && readFileSync(said, 'utf8'), { timeout: 90_000 }).toContain('!');
  return { pid, sockets };
}

/**
 * Pins a process to one CPU together with a busy one: its busy thread gets about half of it, whatever else runs. The busy one
 * has a session of its own, since the kernel shares time between sessions (autogroups), and that of the tests is busy. All
 * threads are pinned: just after the start, the main thread can have run for longer than the one that spins.
 */
function crowd(pid: number): void {
  const allowed = execFileSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  const cpu = /(\d+)\s*$/.exec(allowed)?.[1] ?? '0';
  execFileSync('taskset', ['-acp', cpu, String(pid)]);
  const burner = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', 'setsid', 'taskset', '-c', cpu, 'sh', '-c', 'while :; do :; done'],
    { stdio: 'ignore' },
  );
  onTestFinished(async () => {
    const ended = new Promise((resolve) => burner.once('exit', resolve));
    burner.kill('SIGKILL');
    await ended;
  });
}

type Reading = ReturnType<typeof readSchedstats>;

/** kvmtop's mean over threads, in percent, as far as the manual readings bound it. */
function meanBetween(
  brackets: readonly [Bracket<Reading>, Bracket<Reading>],
  threads: readonly number[],
  of: 'run' | 'wait',
): Range {
  const ranges = threads.map((tid) =>
    rateBetween(...brackets, (reading) => (reading.get(tid)?.[of] ?? Number.NaN) / NANOSECONDS),
  );
  const mean = (end: keyof Range) =>
    (100 * ranges.reduce((sum, range) => sum + range[end], 0)) / ranges.length;
  return { least: mean('least'), most: mean('most') };
}

/** A percentage is printed as a whole number. */
const ROUNDING = 0.5;

describeLab('on a CPU that is shared with another busy process', (lab) => {
  it.each(['multi', 'single'] as const)(
    "a busy guest's cpu_total and cpu_steal are the schedstat's, with thread=%s",
    async (kind) => {
      const { pid, sockets } = await startSpinningGuest(lab.qemu, kind);
      crowd(pid);
      const guests = sockets.map((path) => ({ address: parseAddress(path) }));
      await using poller = new BracketedPoller({ interval: 1.5, guests });
      // The first sweep asks for more than the others, and takes longer.
      await poller.next();
      const read = () => readSchedstats(pid);
      const brackets = [await poller.bracket(read), await poller.bracket(read)] as const;
      const { snapshot } = brackets[1];
      const guest = onlyGuest(snapshot);
      const row = onlyDomain(snapshot);

      const vcpus = [...new Set(guest.qemu?.vcpus?.map(({ threadId }) => threadId))];
      expect(vcpus).toHaveLength(kind === 'multi' ? 2 : 1);
      const alive = [...brackets[0].before.keys()].filter((tid) => brackets[1].after.has(tid));
      const others = alive.filter((tid) => !vcpus.includes(tid));
      expect(row.cpu_cores).toBe(2);
      expectWithin(row.cpu_total, meanBetween(brackets, vcpus, 'run'), ROUNDING, 'cpu_total');
      expectWithin(row.cpu_steal, meanBetween(brackets, vcpus, 'wait'), ROUNDING, 'cpu_steal');
      expectWithin(row.cpu_other_total, meanBetween(brackets, others, 'run'), ROUNDING, 'cpu_other_total');
      expectWithin(row.cpu_other_steal, meanBetween(brackets, others, 'wait'), ROUNDING, 'cpu_other_steal');

      const spinning = guest.rates?.threads?.find(({ role, of }) => role === 'vcpu' && of === 0);
      const [run = 0, wait = 0] = [spinning?.runRatio, spinning?.waitRatio];
      expect(run).toBeGreaterThan(0.1);
      expect(wait).toBeGreaterThan(0.3);
      // The thread never sleeps: it runs or waits. The kernel counts a wait when it is over, some ticks late.
      expect(run + wait).toBeGreaterThan(0.9);
      expect(run + wait).toBeLessThan(1.1);
    },
  );
});
