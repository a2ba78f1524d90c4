import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.js';
import { createCgroup, whyNoCgroup } from '../lab/cgroup.js';
import { describeLab } from '../lab/context.js';
import { bootGuest } from '../lab/guest.js';
import { createNamespace, createTap, whyNoTap } from '../lab/tap.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { expectBetween, readRamByHand, statsOf, watch } from './guest-figures.js';
import { startMachine } from './paused-machine.js';
import { named, Polling } from './polling.js';
import { readLink, readSchedstats } from './read-by-hand.js';

const MIB = 2 ** 20;
const UUID = '564d2c53-4356-668e-7c05-fd7e511e23f3';
/** The kernel's figure of a process and those of its mappings are not of one moment. */
const SLACK_KB = 4096;

function sumRun(pid: number): number {
  return [...readSchedstats(pid).values()].reduce((sum, { run }) => sum + run, 0) / 1000;
}

describeLab('what a real guest may know of itself', (lab) => {
  it('is what smaps, schedstat and the guest itself show', async () => {
    await using guest = await bootGuest(lab, { uuid: UUID, memoryMiB: 192, cpus: 2 });
    const vcpus = (await guest.control('query-cpus-fast')) as readonly { readonly 'thread-id': number }[];
    const readWait = () => {
      const threads = readSchedstats(guest.pid);
      return (
        vcpus.reduce((sum, vcpu) => sum + (threads.get(vcpu['thread-id'])?.wait ?? Number.NaN), 0) / 1000
      );
    };
    const readAll = () => ({
      ram: readRamByHand(guest.pid, 192 * MIB),
      run: sumRun(guest.pid),
      wait: readWait(),
    });
    const before = readAll();
    const { find } = statsOf(await watch(guest).started());
    const after = readAll();

    const resources = find('resources');
    expectBetween(resources['guest.mem.mapped'], before.ram.rss - SLACK_KB, after.ram.rss + SLACK_KB);
    expectBetween(resources['guest.mem.consumed'], before.ram.pss - SLACK_KB, after.ram.pss + SLACK_KB);
    expect(resources).toMatchObject({
      'guest.mem.swapped': 0,
      'guest.mem.ballooned': 0,
      'vm.numa.remote': 0,
    });
    expectBetween(resources['vm.numa.local'], before.ram.rss - SLACK_KB, after.ram.rss + SLACK_KB);
    // A running thread's time lags by a tick; what ended threads had is in ours alone.
    expectBetween(resources['vm.cpu.used'], before.run - 100_000, after.run + 2_000_000);

    expectBetween(resources['vm.cpu.contention.cpu'], before.wait - 1, after.wait + 1);

    const inside = await guest.run('cat /sys/class/dmi/id/product_uuid');
    expect(inside.output.trim()).toBe(UUID);
    expect(find('session')['uuid.bios']).toBe('56 4d 2c 53 43 56 66 8e-7c 05 fd 7e 51 1e 23 f3');
    const online = execFileSync('getconf', ['_NPROCESSORS_ONLN'], { encoding: 'utf8' }).trim();
    expect(String(find('host')['host.cpu.threads'])).toBe(online);
  });

  it('has another session after a reset, with counts of its own, and the same after a restart of ours', async () => {
    await using guest = await bootGuest(lab, { memoryMiB: 128 });
    const file = join(await temporaryDirectory(), 'sessions.json');
    const polling = watch(guest, file);
    const first = statsOf(await polling.started());
    const firstUsed = Number(first.find('resources')['vm.cpu.used']);
    expect(firstUsed).toBeGreaterThan(500_000);
    await guest.control('system_reset');
    const isNext = (snapshot: Snapshot) => statsOf(snapshot).session !== first.session;
    const second = statsOf(await polling.until(isNext));
    expect(Number(second.find('session').uptime)).toBeLessThan(Number(first.find('session').uptime));
    expect(Number(second.find('resources')['vm.cpu.used'])).toBeLessThan(firstUsed);
    await polling.end();

    const again = statsOf(await watch(guest, file).started());
    expect(again.session).toBe(second.session);
    for (const name of ['vm.cpu.used', 'vm.cpu.contention.cpu'])
      expect(again.find('resources')[name]).toBeGreaterThanOrEqual(Number(second.find('resources')[name]));
  });

  it.skipIf(whyNoCgroup() !== undefined)('has the limits of its control group', async () => {
    await using guest = await bootGuest(lab, { memoryMiB: 128 });
    await using _group = createCgroup(guest.pid, { memoryBytes: 700 * MIB, cores: 1.5, tasks: 200 });
    const { find } = statsOf(await watch(guest).started());
    expect(find('resources')).toMatchObject({ 'guest.mem.limit': 716_800, 'guest.mem.reserved': 0 });
    const megahertz = Number(find('host')['host.cpu.processorMHz']);
    expect(find('resources')['vm.cpu.limit']).toBe(Math.round(1.5 * megahertz));
    await guest.stop();
  });

  it.skipIf(whyNoTap() !== undefined)('has the traffic of its tap, and its limits', async () => {
    await using namespace = await createNamespace();
    const { ifname } = await createTap(namespace, { address: '192.0.2.1/24' });
    const mac = '52:54:00:aa:bb:07';
    await using guest = await bootGuest(lab, {
      memoryMiB: 128,
      namespace: namespace.name,
      nics: [{ kind: 'tap', ifname, mac, address: '192.0.2.2/24' }],
    });
    const tc = (words: string) =>
      execFileSync('ip', ['netns', 'exec', namespace.name, 'tc', ...words.split(' ')]);
    // Kernels without classifiers cannot limit what a guest sends, and show that at an ingress without a filter.
    tc(`qdisc add dev ${ifname} root handle 1: htb default 1`);
    tc(`class add dev ${ifname} parent 1: classid 1:1 htb rate 1000kbps ceil 2000kbps burst 512kb`);
    tc(`qdisc add dev ${ifname} ingress`);
    await guest.run('ping -c 3 192.0.2.1');
    const before = readLink(namespace.name, ifname);
    const snapshot = await watch(guest).started();
    const after = readLink(namespace.name, ifname);
    expect(snapshot.guests[0]?.nics[0]?.host?.limits).toEqual({
      sent: { averageBytesPerSecond: 1_000_000, peakBytesPerSecond: 2_000_000, burstBytes: 524_288 },
      received: null,
    });
    const nic = statsOf(snapshot).find(`vnet ${mac}`);
    expect(nic).toMatchObject({ reservation: 0, limit: -1 });
    const [seen = ''] =
      (await guest.run('cat /sys/class/net/eth0/statistics/tx_packets')).output.match(/\d+/) ?? [];
    expectBetween(nic['num.tx'], 3, Number(seen));
    expect(Number(nic['size.tx'])).toBeGreaterThan(3 * 84);
    // What the tap receives the guest has sent.
    for (const [name, counter] of [
      ['num.tx', 'receivedPackets'],
      ['size.tx', 'receivedBytes'],
      ['num.rx', 'transmittedPackets'],
      ['size.rx', 'transmittedBytes'],
    ] as const)
      expectBetween(nic[name], before[counter] ?? Number.NaN, after[counter] ?? Number.NaN);
  });

  it('has its disks as QEMU counts them', async () => {
    await using guest = await bootGuest(lab, {
      memoryMiB: 128,
      disks: [{ blockdev: { driver: 'null-co', size: 16 * MIB } }],
    });
    await guest.run('dd if=/dev/vda of=/dev/null bs=64k count=20');
    const { find } = statsOf(await watch(guest).started());
    const disk = find('vscsi disk0');
    const inside = await guest.run('cat /sys/block/vda/stat');
    const [reads = 0, , sectors = 0] = inside.output.trim().split(/\s+/).map(Number);
    // The firmware reads too.
    expectBetween(disk['num.reads'], reads, reads + 8);
    expectBetween(disk['size.reads'], sectors * 512, sectors * 512 + 65_536);
  });

  it.each<[string, readonly string[], number]>([
    ['beside code of TCG that is as large', ['-m', '128', '-accel', 'tcg,tb-size=128'], 0],
    [
      'of a memfd that is allocated at the start',
      ['-m', '128', '-machine', 'memory-backend=ram', ...memfd('ram', 128)],
      131_072,
    ],
    [
      'of two NUMA nodes',
      [
        ...['-m', '128', ...memfd('n0', 64), ...memfd('n1', 64)],
        ...['-numa', 'node,memdev=n0', '-numa', 'node,memdev=n1'],
      ],
      131_072,
    ],
  ])('knows its RAM %s', async (_, args, mapped) => {
    const { socket } = await startMachine(lab, ['-nodefaults', '-display', 'none', '-S', ...args]);
    const options = { guestStats: true, discover: false, guests: named(socket) };
    const snapshot = await new Polling(options).started();
    expect(snapshot.warnings).toEqual([]);
    const { sizeBytes } = snapshot.guests[0]?.linux?.ram ?? {};
    expect(sizeBytes).toBe(128 * MIB);
    // The firmware lies in RAM before the machine runs; the process grows between the two files that the figure is of.
    expectBetween(statsOf(snapshot).find('resources')['guest.mem.mapped'], mapped - 1024, mapped + 8192);
  });
});

function memfd(id: string, mebibytes: number): readonly string[] {
  return ['-object', `memory-backend-memfd,id=${id},size=${mebibytes}M,share=on,prealloc=on`];
}
