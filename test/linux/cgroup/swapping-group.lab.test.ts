import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CgroupReader } from '../../../src/linux/cgroup/cgroup-reader.js';
import { Cgroups } from '../../../src/linux/cgroup/cgroups.js';
import { FilePool } from '../../../src/linux/files/file-pool.js';
import { readProcStat } from '../../../src/linux/proc-stat.js';
import { ProcessReader } from '../../../src/linux/process-reader.js';
import { readPageBytes } from '../../../src/linux/vmstat.js';
import { ProcessDetails } from '../../../src/poll/sample/process-details.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runCommand } from '../../lab/run-command.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const KIB = 1024;
const PAGE_BYTES = 4096;
const LIMIT_BYTES = 40 * 2 ** 20;
const SWAP_MS = 170_000;
/** Each CPU adds up to 64 pages to a counter before others see them. */
const BATCHES_BYTES = 2 ** 20;

/**
 * A process that writes to a buffer larger than the limit of its group, again and again, in a kernel with version 2 and swap. It is stopped before
 * its files are read, which then no longer change.
 */
const SWAP = `
mkdir -p /cg && mount -t cgroup2 none /cg
echo '+memory +cpu +io +pids' >/cg/cgroup.subtree_control
mkdir /cg/vm.slice && echo '+memory +cpu +io +pids' >/cg/vm.slice/cgroup.subtree_control
mkdir /cg/vm.slice/vm1.scope && cd /cg/vm.slice/vm1.scope
echo ${LIMIT_BYTES} >memory.max
echo 150 >cpu.weight
mkswap /dev/vda >/dev/null && swapon /dev/vda
sh -c 'echo $$ >cgroup.procs; exec dd if=/dev/zero of=/dev/null bs=64M' 2>/dev/null &
echo $! >/tmp/pid
read_count() { awk -v name=$1 '$1 == name { print $2 }' memory.stat; }
until [ "$(read_count workingset_refault_anon)" -gt 20000 ]; do sleep 0.2; done
kill -STOP $(cat /tmp/pid); sleep 1`;

/** Copies what is read of the process out of the guest's /proc and cgroup2; sizes of files there are 0, so that tar alone would copy none. */
const CAPTURE = `
pid=$(cat /tmp/pid); tree=/tmp/tree
copy() { for file; do mkdir -p $tree\${file%/*}; cat $file >$tree$file 2>/dev/null; done; }
copy /proc/uptime /proc/vmstat /proc/self/smaps /proc/$pid/smaps /proc/$pid/smaps_rollup
for file in stat status io cgroup wchan ksm_merging_pages; do copy /proc/$pid/$file; done
for task in /proc/$pid/task/*; do copy $task/stat $task/status $task/schedstat; done
for file in $(find /cg -maxdepth 3 -type f); do copy $file; done
tar -cz -C $tree proc cg | base64`;

/** Adds figures up in the guest, with awk. The largest mapping, the buffer, stands for the RAM. */
const SUMS = `
pid=$(cat /tmp/pid)
awk '/^[0-9a-f]+-/ { mapping++ }
  /^(Size|Rss|Pss|Swap):/ { sum[$1] += $2; figure[mapping, $1] = $2 }
  /^Size:/ && $2 > figure[ram, $1] { ram = mapping }
  END { print "ramSize", figure[ram, "Size:"]; print "ramRss", figure[ram, "Rss:"]; print "ramPss", figure[ram, "Pss:"]
    print "ramSwap", figure[ram, "Swap:"]; print "rss", sum["Rss:"]; print "swap", sum["Swap:"] }' /proc/$pid/smaps
awk '$1 == "VmSwap:" { print "vmSwap", $2 }' /proc/$pid/status
cd /cg/vm.slice/vm1.scope
awk '$1 == "workingset_refault_anon" || $1 == "pswpin" || $1 == "pswpout" { print $1, $2 }' memory.stat
awk '$1 == "pswpin" || $1 == "pswpout" { print "system-" $1, $2 }' /proc/vmstat
awk '$1 == "some" { sub("total=", "", $5); print "stall", $5 }' memory.pressure
awk '{ print "current", $1 }' memory.current
awk '{ print "swapCurrent", $1 }' memory.swap.current
awk '$1 == "usage_usec" { print "cpu", $2 }' cpu.stat`;

/** Captures the tree while no figure changes: the kernel goes on freeing what the process had for a moment after its stop. */
async function captureAtRest(
  guest: LabGuest,
): Promise<{ readonly root: string; readonly sum: (name: string) => number }> {
  for (;;) {
    const { output: before } = await guest.run(SUMS);
    const root = await captureTree(guest);
    const { output: after } = await guest.run(SUMS);
    if (before === after) return { root, sum: decodeSums(after) };
  }
}

function decodeSums(output: string): (name: string) => number {
  const sums = new Map(
    output
      .trim()
      .split('\n')
      .map((line) => line.trim().split(' '))
      .map(([name = '', figure]) => [name, Number(figure)] as const),
  );
  return (name) => sums.get(name) ?? expect.fail(`${name} is not among ${output}`);
}

async function captureTree(guest: LabGuest): Promise<string> {
  const root = await temporaryDirectory();
  const { output } = await guest.run(CAPTURE);
  await runCommand('sh', ['-c', 'base64 -d | tar -xz -C "$0"', root], { input: output });
  return root;
}

describeLab('a process that swaps, in a control group of version 2', (lab) => {
  it('has the RAM, the swapping and the stalls that awk adds up in its own kernel', async () => {
    const disk = createRawImage(await temporaryDirectory(), 'swap', 256);
    await using guest = await bootGuest(lab, { memoryMiB: 256, disks: [disk] });
    expect((await guest.run(SWAP, SWAP_MS)).output).toBe('');
    const { root, sum } = await captureAtRest(guest);
    const pid = Number((await guest.run('cat /tmp/pid')).output);

    const pool = new FilePool();
    onTestFinished(() => pool.close());
    const procRoot = join(root, 'proc');
    const start = readProcStat(procRoot, pid)?.startTicks ?? Number.NaN;
    const process = new ProcessReader(procRoot, pid, start, pool);
    const cgroup = new CgroupReader(process, new Cgroups(procRoot, join(root, 'cg'), pool));
    const linux = process.read() ?? expect.fail('the process is not read');
    const group = cgroup.read() ?? expect.fail('the group is not read');
    const details = new ProcessDetails({
      procRoot,
      sysRoot: root,
      host: { readPageBytes: () => readPageBytes(procRoot) },
      process,
      cgroup,
    });
    const backendBytes = [sum('ramSize') * KIB];
    await details.read({ backendBytes, vcpuThreads: new Set(), numa: false });

    expect(details.failures).toEqual([]);
    expect(sum('ramSwap')).toBeGreaterThan(10_000);
    const { ram } = details.addToProcess(linux);
    expect(ram).toMatchObject({
      sizeBytes: sum('ramSize') * KIB,
      swappedBytes: sum('ramSwap') * KIB,
      overheadBytes: (sum('rss') - sum('ramRss')) * KIB,
      overheadSwappedBytes: (sum('swap') - sum('ramSwap')) * KIB,
    });
    // Both follow the size of the process, which the kernel counts in batches: only their difference is exact.
    const { mappedBytes = Number.NaN, consumedBytes = Number.NaN } = ram ?? {};
    expect(mappedBytes - consumedBytes).toBe((sum('ramRss') - sum('ramPss')) * KIB);
    expect(Math.abs(mappedBytes - sum('ramRss') * KIB)).toBeLessThan(BATCHES_BYTES);
    expect(linux.swapBytes).toBe(sum('vmSwap') * KIB);
    expect(details.addToCgroup(group)).toMatchObject({
      version: 2,
      path: '/vm.slice/vm1.scope',
      isOwn: true,
      cpu: { usageSeconds: sum('cpu') / 1e6, weight: 150 },
      memory: {
        usageBytes: sum('current'),
        limitBytes: LIMIT_BYTES,
        swapUsageBytes: sum('swapCurrent'),
      },
      pressure: { memory: { some: { totalMicroseconds: sum('stall') } } },
    });
    // The kernel counts what it swaps in for all groups together; this is the only one that swaps.
    const swappedIn = (details.addToCgroup(group).swapTraffic?.inBytes ?? Number.NaN) / PAGE_BYTES;
    expect(swappedIn).toBeGreaterThan(sum('system-pswpin') * 0.95);
    expect(swappedIn).toBeLessThan(sum('system-pswpin') * 1.05);
    expect(sum('stall')).toBeGreaterThan(100_000);
    expect(await readFile(join(procRoot, String(pid), 'cgroup'), 'utf8')).toBe('0::/vm.slice/vm1.scope\n');
  });
});
