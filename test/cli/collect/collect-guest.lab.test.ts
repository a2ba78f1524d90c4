import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { createLayeredImage, createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { createNamespace, createTap, type NetworkNamespace, type Tap } from '../../lab/tap.js';
import { type CollectRun, collectRecord, onlyVm } from '../../run-qgauge.js';

const MIB = 1024 * 1024;

function procStat(pid: number): { user: number; system: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return { user: Number(fields[11]) / 100, system: Number(fields[12]) / 100 };
}

function tapFigure({ through }: NetworkNamespace, { ifname }: Tap, name: string): number {
  const [program = '', ...args] = through;
  return Number(execFileSync(program, [...args, 'cat', `/sys/class/net/${ifname}/statistics/${name}`]));
}

describeLab('the record of a real guest with everything', (lab) => {
  let images: string;
  let network: NetworkNamespace;
  let tap: Tap;
  let guest: LabGuest;
  let first: CollectRun;

  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qg-'));
    network = await createNamespace();
    tap = await createTap(network, { address: '10.97.40.1/24', bridge: true });
    guest = await bootGuest(lab, {
      name: 'every,thing',
      namespace: network.name,
      uuid: '11111111-2222-4333-8444-555555555555',
      cpus: 2,
      memoryMiB: 256,
      agent: true,
      vnc: true,
      iothread: true,
      disks: [
        await createLayeredImage(lab.qemuImg, images, 'layered', 32, 'before'),
        { ...createRawImage(images, 'plain', 16), via: 'drive', id: 'data' },
      ],
      nics: [
        { kind: 'tap', ifname: tap.ifname, mac: '52:54:00:AA:BB:01', address: '10.97.40.2/24' },
        { kind: 'user', mac: '52:54:00:aa:bb:02' },
      ],
    });
    // Where the taps are: /sys shows the interfaces of one's own namespace.
    first = await collectRecord(['--socket', guest.monitors[0] ?? '', '--extended'], {
      through: network.through,
    });
  });

  afterAll(async () => {
    await guest?.stop();
    await network?.remove();
    rmSync(images, { recursive: true, force: true });
  });

  it('has guest memory in the very first run, which has switched polling on', async () => {
    const vm = onlyVm(first.record);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(vm.balloon).toMatchObject({ verdict: 'ok', actual: 256 * MIB });
    expect(vm.balloon?.age).toBeLessThan(3);
    expect(vm.mem_use).toBeGreaterThan(0);
    const path = '/machine/peripheral/balloon0';
    await expect(guest.control('qom-get', { path, property: 'guest-stats-polling-interval' })).resolves.toBe(
      10,
    );
  });

  it("agrees with the guest's own /proc/meminfo", async () => {
    // A report that is asked for now: from 0 to N QEMU asks the guest at once.
    const path = '/machine/peripheral/balloon0';
    await guest.control('qom-set', { path, property: 'guest-stats-polling-interval', value: 0 });
    const { record } = await collectRecord(['--socket', guest.monitors[0] ?? '', '--extended']);
    const truth = await guest.truth();
    const vm = onlyVm(record);
    const stats = vm.balloon?.stats ?? {};
    const total = Number(stats['stat-total-memory']);
    expect(total).toBe(truth.memTotalBytes);
    expect(Math.abs(Number(stats['stat-free-memory']) - truth.memFreeBytes)).toBeLessThan(0.02 * total);
    expect(Math.abs(Number(stats['stat-available-memory']) - truth.memAvailableBytes)).toBeLessThan(
      0.02 * total,
    );
    expect(vm.mem_use).toBe(total - Number(stats['stat-available-memory']));
  });

  it('says what the guest was started with', () => {
    const vm = onlyVm(first.record);
    expect(Object.keys(first.record.data.VMs)).toEqual(['every,thing']);
    expect(vm).toMatchObject({
      status_int: 1,
      cpus: 2,
      mem_alloc: 256 * MIB,
      console_type: 'vnc',
      console: `127.0.0.1:${guest.vncPort}`,
      snaps: 1,
      snaps_size: 0,
      os_type: 'lab',
      ip: '10.97.40.2',
      disk_alloc: 48 * MIB,
    });
    expect(vm.disks.disk0?.alloc).toBe(32 * MIB);
    expect(vm.disks['data-node']?.alloc).toBe(16 * MIB);
    expect(vm.ifs.nic0).toMatchObject({ mac: '52:54:00:aa:bb:01', if: tap.ifname, parent: tap.bridge });
    expect(vm.ifs.nic1).toMatchObject({ mac: '52:54:00:aa:bb:02', if: '', parent: '', ibytes: null });
    expect(first.record.data.totals).toMatchObject({ on: 1, unknown: 0, cpus: 2, mem_use: vm.mem_use });
  });

  it("has the process's figures, between two readings of /proc", async () => {
    const before = procStat(guest.pid);
    const { record } = await collectRecord(['--socket', guest.monitors[0] ?? '']);
    const after = procStat(guest.pid);
    const vm = onlyVm(record);
    for (const [figure, low, high] of [
      [vm.usertime, before.user, after.user],
      [vm.systime, before.system, after.system],
    ] as const) {
      expect(figure).toBeGreaterThanOrEqual(low);
      expect(figure).toBeLessThanOrEqual(high);
    }
  });

  it('agrees with ps', async () => {
    const { record } = await collectRecord(['--socket', guest.monitors[0] ?? '']);
    const vm = onlyVm(record);
    const columns = 'etimes=,ni=,pri=,vsz=,pcpu=';
    const ps = execFileSync('ps', ['-o', columns, '-p', String(guest.pid)], { encoding: 'utf8' });
    const [etimes = 0, nice = 0, pri = 0, vsz = 0, pcpu = 0] = ps.trim().split(/\s+/).map(Number);
    expect(Math.abs((vm.etimes ?? 0) - etimes)).toBeLessThanOrEqual(2);
    expect(vm.nice).toBe(nice);
    expect(vm.pri).toBe(pri);
    expect(Math.abs((vm.vsz ?? 0) - vsz) / vsz).toBeLessThan(0.1);
    expect(Math.abs((vm.pcpu ?? 0) - pcpu)).toBeLessThan(0.2 * pcpu + 2);
  });

  it("counts the tap's traffic as the guest sees it", async () => {
    // Much in one direction tells the two apart: what the host sends, the guest receives.
    const [program = '', ...args] = network.through;
    const send = 'for i in $(seq 50); do head -c 1400 /dev/zero >/dev/udp/10.97.40.2/9; done';
    execFileSync(program, [...args, 'bash', '-c', send]);
    const before = { tx: tapFigure(network, tap, 'tx_bytes'), rx: tapFigure(network, tap, 'rx_bytes') };
    const { record } = await collectRecord(['--socket', guest.monitors[0] ?? '']);
    const nic = onlyVm(record).ifs.nic0;
    const after = { tx: tapFigure(network, tap, 'tx_bytes'), rx: tapFigure(network, tap, 'rx_bytes') };
    expect(nic?.ibytes).toBeGreaterThanOrEqual(before.tx);
    expect(nic?.ibytes).toBeLessThanOrEqual(after.tx);
    expect(nic?.obytes).toBeGreaterThanOrEqual(before.rx);
    expect(nic?.obytes).toBeLessThanOrEqual(after.rx);
    expect(nic?.ibytes).toBeGreaterThan(10 * (nic?.obytes ?? 0));
  });

  it('counts what the guest reads and writes', async () => {
    const before = onlyVm((await collectRecord(['--socket', guest.monitors[0] ?? ''])).record);
    await guest.run(
      'dd if=/dev/vda of=/dev/null bs=1M count=8 iflag=direct; dd if=/dev/zero of=/dev/vdb bs=1M count=4 oflag=direct',
    );
    const after = onlyVm((await collectRecord(['--socket', guest.monitors[0] ?? ''])).record);
    const grown = (disk: string, key: 'rbytes' | 'wbytes') =>
      (after.disks[disk]?.[key] ?? 0) - (before.disks[disk]?.[key] ?? 0);
    expect(grown('disk0', 'rbytes')).toBe(8 * MIB);
    expect(grown('data-node', 'wbytes')).toBe(4 * MIB);
    expect(after.rtime).toBeGreaterThan(before.rtime ?? 0);
    expect(after.disks['data-node']?.on_disk).toBeGreaterThanOrEqual(4 * MIB);
  });

  it("leaves another manager's interval as it is", async () => {
    const path = '/machine/peripheral/balloon0';
    await guest.control('qom-set', { path, property: 'guest-stats-polling-interval', value: 3 });
    await collectRecord(['--socket', guest.monitors[0] ?? '', '--interval', '5']);
    await expect(guest.control('qom-get', { path, property: 'guest-stats-polling-interval' })).resolves.toBe(
      3,
    );
  });

  it('knows that the reports have stopped when the driver goes while running', async () => {
    const path = '/machine/peripheral/balloon0';
    await guest.control('qom-set', { path, property: 'guest-stats-polling-interval', value: 1 });
    await expect(guest.run('rmmod virtio_balloon')).resolves.toMatchObject({ status: 0 });
    await new Promise((resolve) => setTimeout(resolve, 5500));
    const { record } = await collectRecord(['--socket', guest.monitors[0] ?? '', '--extended']);
    expect(onlyVm(record)).toMatchObject({ mem_use: null, balloon: { verdict: 'stale' } });
    await expect(guest.run('insmod /modules/virtio_balloon.ko')).resolves.toMatchObject({ status: 0 });
  });
});
