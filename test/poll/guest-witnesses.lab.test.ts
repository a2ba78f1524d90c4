import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createCgroup, whyNoCgroup } from '../lab/cgroup.js';
import { describeLab } from '../lab/context.js';
import { createRawImage } from '../lab/disks.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { expectBetween, readRamByHand, statsOf, watch } from './guest-figures.js';
import { readSchedstats } from './read-by-hand.js';

const MIB = 2 ** 20;
/** The kernel's figure of a process and those of its mappings are not of one moment. */
const SLACK_KB = 4096;

/** Seconds since the start of the process: proc_pid_stat(5), field 22. */
function readAge(pid: number): number {
  const [uptime] = readFileSync('/proc/uptime', 'utf8').split(' ');
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return Number(uptime) - Number(fields[19]) / 100;
}

async function readGuestUptime(guest: LabGuest): Promise<number> {
  return Number((await guest.run('cut -d" " -f1 /proc/uptime')).output);
}

/** What QEMU says of its only disk, in the names and units of the statistics. */
async function readBlockstats(guest: LabGuest): Promise<Readonly<Record<string, number>>> {
  const [{ stats }] = (await guest.control('query-blockstats')) as [{ stats: Record<string, number> }];
  const figure = (name: string) => stats[name] ?? Number.NaN;
  return {
    'num.reads': figure('rd_operations'),
    'num.writes': figure('wr_operations'),
    'size.reads': figure('rd_bytes'),
    'size.writes': figure('wr_bytes'),
    'latency.reads': figure('rd_total_time_ns') / 1000,
    'latency.writes': figure('wr_total_time_ns') / 1000,
  };
}

describeLab('a figure beside its witness', (lab) => {
  it('the uptime: the age of the process, and the clock of the guest', async () => {
    await using guest = await bootGuest(lab, { memoryMiB: 128 });
    const polling = watch(guest);
    await polling.started();
    const read = async () => {
      const [oldest, age] = [await readGuestUptime(guest), readAge(guest.pid)];
      const seconds = Number(statsOf(await polling.next()).find('session').uptime) / 1e6;
      expectBetween(seconds, age - 0.02, readAge(guest.pid) + 0.02);
      return { oldest, seconds, newest: await readGuestUptime(guest) };
    };
    const first = await read();
    for (let sweep = 0; sweep < 8; sweep++) await polling.next();
    const second = await read();
    const grown = second.seconds - first.seconds;
    // The clock of an emulated machine is a little off.
    expectBetween(grown, (second.oldest - first.newest) * 0.98, (second.newest - first.oldest) * 1.02);
  });

  it('a disk: query-blockstats of another monitor', async () => {
    const disk = createRawImage(await temporaryDirectory(), 'disk', 16);
    await using guest = await bootGuest(lab, { memoryMiB: 128, disks: [disk] });
    await guest.run('dd if=/dev/zero of=/dev/vda bs=64k count=30 conv=fsync; dd if=/dev/vda of=/dev/null');
    const before = await readBlockstats(guest);
    const ours = statsOf(await watch(guest).started()).find('vscsi disk0');
    const after = await readBlockstats(guest);
    expect(before['size.writes']).toBeGreaterThanOrEqual(30 * 65_536);
    for (const [name, least] of Object.entries(before))
      expectBetween(ours[name], Math.floor(least), Math.ceil(after[name] ?? Number.NaN));
  });

  it('the RAM and the overhead: smaps, smaps_rollup and query-balloon, also after the balloon has grown', async () => {
    await using guest = await bootGuest(lab, { memoryMiB: 192 });
    await guest.run('dd if=/dev/zero of=/tmp/fill bs=1M count=60; rm /tmp/fill');
    const readRss = () => {
      const rollup = readFileSync(`/proc/${guest.pid}/smaps_rollup`, 'utf8');
      return Number(/^Rss: +(\d+) kB$/m.exec(rollup)?.[1]);
    };
    const readBalloon = async () => {
      const { actual } = (await guest.control('query-balloon')) as { readonly actual: number };
      return 192 * 1024 - actual / 1024;
    };
    const check = async () => {
      const { rss } = readRamByHand(guest.pid, 192 * MIB);
      // A poller reads smaps once a minute; another one reads it at once.
      const polling = watch(guest);
      const { find } = statsOf(await polling.started());
      await polling.end();
      const resources = find('resources');
      expectBetween(resources['guest.mem.mapped'], rss - SLACK_KB, rss + SLACK_KB);
      expectBetween(
        find('guestlib')['ovhd.mem.mapped'],
        readRss() - rss - SLACK_KB,
        readRss() - rss + SLACK_KB,
      );
      expect(resources['guest.mem.ballooned']).toBe(await readBalloon());
      return Number(resources['guest.mem.mapped']);
    };
    const before = await check();
    await guest.control('balloon', { value: 112 * MIB });
    await expect.poll(readBalloon, { timeout: 60_000 }).toBe(80 * 1024);
    // The pages of the file were the guest's, and are the host's again.
    expect(await check()).toBeLessThan(before - 20 * 1024);
  });

  it.skipIf(whyNoCgroup() !== undefined)(
    'the CPU under a limit: schedstat, and cpu.stat of its group',
    async () => {
      await using guest = await bootGuest(lab, { memoryMiB: 128 });
      await using group = createCgroup(guest.pid, { memoryBytes: 700 * MIB, cores: 0.2, tasks: 200 });
      const [vcpu] = (await guest.control('query-cpus-fast')) as [{ readonly 'thread-id': number }];
      const polling = watch(guest);
      const earlier = Number(statsOf(await polling.started()).find('guestlib')['vm.cpu.stolen'] ?? 0);
      await guest.run('(while :; do :; done) >/dev/null 2>&1 & sleep 2; kill $!');
      const readAll = () => ({
        throttled: group.readThrottledSeconds() * 1e6,
        wait: (readSchedstats(guest.pid).get(vcpu['thread-id'])?.wait ?? Number.NaN) / 1000,
      });
      const before = readAll();
      const { find } = statsOf(await polling.next());
      const after = readAll();
      expect(before.throttled).toBeGreaterThan(200_000);
      expectBetween(find('resources')['vm.cpu.contention.cpu'], before.wait - 1, after.wait + 1);
      const stolen = [before.wait - after.throttled, after.wait - before.throttled];
      const [least = 0, most = 0] = stolen.map((microseconds) => Math.max(0, microseconds));
      // The kernel counts the queue of each CPU as throttled: the difference may fall, and the figure never does.
      expectBetween(
        find('guestlib')['vm.cpu.stolen'],
        Math.max(earlier, least - 1),
        Math.max(earlier, most + 1),
      );
      expect(find('guestlib')['vm.cpu.shares']).toBe(group.readShares());
      await guest.stop();
    },
  );
});
