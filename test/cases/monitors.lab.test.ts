import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { onlyVm } from '../run-qgauge.js';

const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

describeHost('the monitor of a QEMU is found', (lab) => {
  it('on a descriptor that it has inherited: kata', async () => {
    const host = await LabHost.start(lab.qemu);
    const path = '/run/qmp.sock';
    await host.startQemu(
      [
        ...['-name', 'sandbox-1e28630d', '-M', 'q35,accel=tcg,nvdimm=on', '-m', '64,slots=2,maxmem=1G'],
        ...['-nodefaults', '-nographic', '-vga', 'none', '-S', '-qmp', 'unix:fd=14,server=on,wait=off'],
      ],
      { descriptors: { 14: `listen:${path}` }, monitor: path },
    );
    const { guests } = await host.ls();
    const answer = { name: 'sandbox-1e28630d', state: 'prelaunch', vcpus: 1, problem: null };
    expect(guests).toMatchObject([{ ...answer, socket: `unix:${path}` }]);
    const { record, stderr, status } = await host.collect();
    expect(onlyVm(record)).toMatchObject({ status_int: 3, cpus: 1 });
    expect({ error: record.error, stderr, status }).toEqual({ error: 0, stderr: '', status: 0 });
  });

  describe('in a file of -readconfig: LXD, Incus', () => {
    async function startIncus(): Promise<{ host: LabHost; config: string }> {
      const host = await LabHost.start(lab.qemu);
      const monitor = host.path('qemu.monitor');
      const config = host.path('qemu.conf');
      host.write(config, incusConfig(monitor, host.path('disk.qcow2')));
      await host.shell('qemu-img create -q -f qcow2 disk.qcow2 64M; ip tuntap add tap5a3f mode tap');
      await host.shell('ip link set tap5a3f addrgenmode none; ip link set tap5a3f up');
      const own = ['-S', '-name', 'u1', '-uuid', 'f83633e9-8787-41a6-adb3-5d3b37497229', '-daemonize'];
      const machine = ['-M', 'q35', '-accel', 'tcg', '-display', 'none', '-nodefaults', '-no-user-config'];
      const files = ['-readconfig', config, '-pidfile', host.path('pid'), '-D', host.path('log')];
      await host.startQemu([...own, ...machine, ...files], { monitor });
      return { host, config };
    }

    it('with the disks and cards that are there too', async () => {
      const { host } = await startIncus();
      const { record, stderr } = await host.collect();
      const vm = onlyVm(record);
      expect(vm).toMatchObject({ status_int: 3, cpus: 1, mem_alloc: 64 * 2 ** 20, disk_alloc: 64 * 2 ** 20 });
      expect(Object.keys(vm.disks)).toEqual(['incus_root']);
      expect(vm.ifs).toMatchObject({
        nic0: { if: 'tap5a3f', mac: '00:16:3e:12:34:56', ibytes: 0, obytes: 0 },
      });
      expect(stderr).toBe('');
    });

    it('and a file that is gone is named, without the advice to give QEMU a monitor', async () => {
      const { host, config } = await startIncus();
      rmSync(config);
      const [guest] = (await host.ls()).guests;
      expect(guest).toMatchObject({ name: 'u1', state: null });
      expect(guest?.problem?.message).toContain(config);
      expect(guest?.problem?.message).not.toContain('-qmp unix:');
    });
  });

  it('at a relative path whose absolute form is longer than an address may be: quickemu', async () => {
    const host = await LabHost.start(lab.qemu);
    const name = 'ubuntu-mate-daily-live';
    const cwd = host.path(
      `home/alan/Source/quickemu-project/machines/${name}/${'more-of-the-same/'.repeat(3)}`,
    );
    mkdirSync(cwd, { recursive: true });
    const monitor = `${cwd}${name}-monitor.socket`;
    const machine = ['-M', 'q35', '-accel', 'tcg', '-m', '64', '-nodefaults', '-display', 'none', '-S'];
    const named = ['-name', `${name},process=${name}`];
    const qmp = ['-qmp', `unix:./${name}-monitor.socket,server,nowait`];
    await host.startQemu([...machine, ...named, ...qmp], { cwd });
    const daemon = ['-name', 'daemon', '-qmp', 'unix:dm.socket,server,nowait', '-daemonize'];
    await host.startQemu([...machine, ...daemon, '-pidfile', host.path('pid')], { cwd });
    expect(monitor.length).toBeGreaterThan(108);
    await expect
      .poll(async () => (await host.ls()).guests.map((guest) => [guest.name, guest.state, guest.socket]))
      .toEqual([
        [name, 'prelaunch', `unix:${monitor}`],
        ['daemon', 'prelaunch', `unix:${cwd}dm.socket`],
      ]);
    const { record } = await host.collect(['--socket', monitor]);
    expect(onlyVm(record)).toMatchObject({ status_int: 3 });
  });
});

describeHost('a monitor that waits for its owner', (lab) => {
  it('is reported, and connected to by its owner only: the guest starts with him', async () => {
    const host = await LabHost.start(lab.qemu);
    const path = host.path('a.sock');
    const machine = ['-M', 'q35', '-accel', 'tcg', '-m', '64', '-nodefaults', '-display', 'none'];
    const pid = await host.startQemu([...machine, '-name', 'waiting', '-qmp', `unix:${path},server=on`]);
    await host.untilListening(path);
    const threads = () => host.shell(`ls /proc/${pid}/task | wc -l`);
    const before = await threads();
    const [guest] = (await host.ls()).guests;
    expect(guest).toMatchObject({ name: 'waiting', state: null, problem: { kind: 'waiting' } });
    expect(guest?.problem?.message).toMatch(/guest .*when its owner connects/);
    const { record } = await host.collect();
    expect(onlyVm(record)).toMatchObject({ status_int: 9, cpus: null });
    expect(await threads()).toBe(before);
    expect(await host.ask(path, 'query-status')).toMatchObject({ status: 'running' });
    expect(Number(await threads())).toBeGreaterThan(Number(before));
    expect((await host.ls()).guests).toMatchObject([{ name: 'waiting', state: 'running', problem: null }]);
  });
});

describeHost('the second monitor of a QEMU is asked', (lab) => {
  const two = (host: LabHost, first: string, second: string) =>
    [first, second].flatMap((name) => ['-qmp', `unix:${host.path(name)},server=on,wait=off`]);
  const machine = ['-M', 'q35,accel=tcg', '-m', '64', '-nodefaults', '-display', 'none', '-S'];

  it('when the first is its owner’s alone', async () => {
    const host = await LabHost.start(lab.qemu);
    chmodSync(host.directory, 0o755);
    await host.startQemu([...machine, '-name', 'two', ...two(host, 'owner', 'monitoring')], {
      monitor: host.path('monitoring'),
    });
    chmodSync(host.path('owner'), 0o600);
    chmodSync(host.path('monitoring'), 0o666);
    const { stdout } = await host.qgauge(['ls', '--json'], NOBODY);
    expect(JSON.parse(stdout).guests).toMatchObject([
      { name: 'two', state: 'prelaunch', socket: `unix:${host.path('monitoring')}`, problem: null },
    ]);
  });

  it('when the file of the first is deleted', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.startQemu([...machine, '-name', 'two', ...two(host, 'd1', 'd2')], {
      monitor: host.path('d2'),
    });
    rmSync(host.path('d1'));
    expect((await host.ls()).guests).toMatchObject([
      { name: 'two', state: 'prelaunch', socket: `unix:${host.path('d2')}`, problem: null },
    ]);
  });

  it('when another QEMU has taken the path of the first', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.startQemu([...machine, '-name', 'two', ...two(host, 'same', 't1')], {
      monitor: host.path('t1'),
    });
    const taker = ['-name', 'taker', '-qmp', `unix:${host.path('same')},server=on,wait=off`];
    // The path answers all the while, first of the one and then of the other.
    await host.startQemu([...machine, ...taker, '-vnc', `unix:${host.path('up')}`]);
    await host.untilListening(host.path('up'));
    expect((await host.ls()).guests).toMatchObject([
      { name: 'two', state: 'prelaunch', socket: `unix:${host.path('t1')}`, problem: null },
      { name: 'taker', state: 'prelaunch', socket: `unix:${host.path('same')}`, problem: null },
    ]);
  });

  it('when the first serves another client', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.startQemu([...machine, '-name', 'two', ...two(host, 'b1', 'b2')], {
      monitor: host.path('b1'),
    });
    await host.hold(host.path('b1'));
    expect((await host.ls()).guests).toMatchObject([
      { name: 'two', state: 'prelaunch', socket: `unix:${host.path('b2')}`, problem: null },
    ]);
  });

  it('and when none answers, the reason of the first is given: who holds it', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.startQemu([...machine, '-name', 'two', ...two(host, 'b1', 'b2')], {
      monitor: host.path('b1'),
    });
    const client = await host.hold(host.path('b1'));
    await host.hold(host.path('b2'));
    const [guest] = (await host.ls()).guests;
    expect(guest).toMatchObject({ name: 'two', state: null, problem: { kind: 'busy' } });
    expect(guest?.problem?.message).toContain(host.path('b1'));
    expect(guest?.problem?.message).toMatch(new RegExp(`\\b${client}\\b.*perl|perl.*\\b${client}\\b`));
  });
});

function incusConfig(monitor: string, disk: string): string {
  return `[memory]
size = "64M"
[chardev "monitor"]
backend = "socket"
path = "${monitor}"
server = "on"
wait = "off"
[mon]
chardev = "monitor"
mode = "control"
[drive "incus_root"]
file = "${disk}"
format = "qcow2"
if = "none"
[device "dev-incus_root"]
driver = "virtio-blk-pci"
drive = "incus_root"
[device "qemu_balloon"]
driver = "virtio-balloon-pci"
[netdev "lxd_eth0"]
type = "tap"
vhost = "off"
ifname = "tap5a3f"
script = "no"
downscript = "no"
[device "dev-lxd_eth0"]
driver = "virtio-net-pci"
netdev = "lxd_eth0"
mac = "00:16:3e:12:34:56"
`;
}
