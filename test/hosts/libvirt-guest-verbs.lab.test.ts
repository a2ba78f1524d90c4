import { expect, it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { LabLibvirt } from '../lab/libvirt.js';
import type { Run } from '../run-qgauge.js';

const MACHINE = `<vcpu current='2'>4</vcpu><iothreads>2</iothreads>
  <cputune>
    <vcpupin vcpu='1' cpuset='0'/><emulatorpin cpuset='0-1'/><iothreadpin iothread='2' cpuset='0'/>
  </cputune>
  <numatune><memory mode='preferred' nodeset='0'/></numatune>`;

const devices = (directory: string) => `
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/><source file='${directory}/data.raw'/><target dev='vda' bus='virtio'/>
      <serial>d4</serial>
    </disk>
    <interface type='user'><mac address='52:54:00:aa:bb:02'/><model type='virtio'/></interface>
    <channel type='unix'>
      <source mode='bind' path='${directory}/agent.sock'/><target type='virtio' name='org.qemu.guest_agent.0'/>
    </channel>
    <graphics type='vnc' port='5907' autoport='no' listen='127.0.0.1'/>`;

/** Run in the guest: a user with a key, who is logged in nowhere, and a file system on the disk. */
const FURNISH = `echo alice:x:1000:1000::/alice:/bin/sh >>/etc/passwd; mkdir -p /alice/.ssh /srv
echo "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHdoYXQgaXMgdGhpcyBrZXkgZm9yPyBub3RoaW5n alice@lab" >/alice/.ssh/authorized_keys
mount /dev/vda /srv`;

/** Where ours differs by design: a text that both sides are changed by, beside its reason. */
interface Difference {
  readonly line: RegExp;
  readonly by: string;
}

const DISK_NAMES: Difference = { line: /\b(?:virtio-disk0|vda)(?=$|,)/, by: 'DISK' }; // libvirt's name is of its XML
const WIDTHS: Difference = { line: /^-+$/, by: '---' }; // which follow from the names of disks
const BLANKS: Difference = { line: /\s+/g, by: ' ' };
const CPU: Difference = { line: /^CPU:.*$/, by: 'CPU' }; // of the moment
const CPU_TIME: Difference = { line: /^CPU time:.*$/, by: 'CPU time' }; // goes on meanwhile
const ABSENT_VCPUS: Difference = { line: /^ [23] +\S+$/, by: '' }; // have no threads: libvirt has what it would set
const ENABLED: Difference = { line: /(?:en|dis)abled$/, by: '' }; // libvirt's is whether it counts; ours, whether it could
const SECONDS: Difference = { line: /\d\d(?:$|:\d\d$)/, by: '' }; // goes on meanwhile
const GUEST_BUS: Difference = { line: /^disk\.\d+\.guest_bus .*$/, by: '' }; // which later libvirts print
const TIME: Difference = { line: /\d+$/, by: '' };
/** KiB, and the time of a report, of a guest that runs. */
const MEMORY: Difference = {
  line: /^((?:major|minor)_fault|unused|usable|last_update|disk_caches|rss) \d+$/,
  by: '$1',
};

/** Each verb, with its words. */
const VERBS: readonly (readonly [command: string, ...differences: readonly Difference[]])[] = [
  ['dommemstat', MEMORY],
  ['vcpuinfo', CPU, CPU_TIME],
  ['vcpuinfo --pretty', CPU, CPU_TIME],
  ['vcpucount'],
  ['vcpucount --maximum --live'],
  ['vcpucount --active'],
  ['vcpucount --current'],
  ['vcpucount --guest'],
  ['vcpupin', ABSENT_VCPUS],
  ['vcpupin 1'],
  ['emulatorpin'],
  ['iothreadinfo'],
  ['numatune'],
  ['perf', ENABLED],
  ['domdisplay'],
  ['domfsinfo', DISK_NAMES, WIDTHS, BLANKS],
  ['guestinfo --user --os --timezone --hostname --interface'],
  ['guestinfo --filesystem', DISK_NAMES],
  ['guestinfo --disk', DISK_NAMES, GUEST_BUS],
  ['guestvcpus'],
  ['domtime', TIME],
  ['domtime --pretty', SECONDS],
  ['domhostname'],
  ['domhostname --source agent'],
  ['get-user-sshkeys alice'],
];

/** What libvirt refuses here, where it has no control groups. */
const WITHOUT_GROUPS: readonly (readonly [verb: string, complaint: string, ours: RegExp])[] = [
  ['schedinfo', 'cgroup CPU controller is not mounted', /^Scheduler {6}: posix\n/],
  ['memtune', 'cgroup memory controller is not mounted', /^(?:\w+ *: (?:unlimited|\d+)\n)*$/],
];

describeHost("a guest of libvirt's", (lab) => {
  async function start(): Promise<{ host: LabHost; libvirt: LabLibvirt }> {
    const host = await LabHost.start(lab.qemu);
    await host.shell('truncate -s 32M data.raw; mke2fs -q data.raw');
    const libvirt = await LabLibvirt.start(host);
    await libvirt.create(lab, {
      ...{ name: 'witness', uuid: '7c1d2e3f-5a6b-4c7d-8e9f-0a1b2c3d4e5f', directory: host.directory },
      machine: MACHINE,
      devices: devices(host.directory),
    });
    const poll = { timeout: 120_000, interval: 500 };
    await expect.poll(() => libvirt.virsh('domtime witness').catch(() => ''), poll).toMatch(/^Time/);
    const order = { path: '/bin/sh', arg: ['-c', FURNISH] };
    host.write(host.path('order.json'), JSON.stringify({ execute: 'guest-exec', arguments: order }));
    await libvirt.virsh('qemu-agent-command witness "$(cat order.json)"');
    await expect.poll(() => libvirt.virsh('domfsinfo witness'), poll).toContain('/srv');
    // QEMU's network announces itself to the guest, which takes an address more then.
    await expect.poll(() => libvirt.virsh('guestinfo witness --interface'), poll).toContain('fec0::');
    return { host, libvirt };
  }

  const dom = (host: LabHost, verb: string, ...words: readonly string[]): Promise<Run> =>
    host.qgauge(['dom', verb, `unix:${host.path('second.sock')}`, ...words]);

  it('is the same by our verbs and by those of virsh, line by line', async () => {
    const { host, libvirt } = await start();
    const theirs = new Map<string, string>();
    for (const [command] of VERBS) {
      const [verb, ...words] = command.split(' ');
      theirs.set(command, await libvirt.virsh([verb, 'witness', ...words].join(' ')));
    }
    for (const [verb, complaint] of WITHOUT_GROUPS)
      await expect(libvirt.virsh(`${verb} witness`)).rejects.toThrow(complaint);

    // An agent has one client, which is libvirt as long as it runs; its guests go on without it.
    await host.shell('kill $(cat /run/libvirtd.pid)');
    for (const [command, ...differences] of VERBS) {
      const [verb = '', ...words] = command.split(' ');
      const { status, stdout, stderr } = await dom(host, verb, ...words, '--timeout', '30');
      expect.soft({ status, command }, stderr).toEqual({ status: 0, command });
      expect
        .soft(comparable(stdout, differences), command)
        .toEqual(comparable(theirs.get(command) ?? '', differences));
    }
    for (const [verb, , ours] of WITHOUT_GROUPS) {
      const { status, stdout, stderr } = await dom(host, verb);
      expect.soft({ status, verb }, stderr).toEqual({ status: 0, verb });
      expect.soft(stdout, verb).toMatch(ours);
    }
  });

  it('has the same events', async () => {
    const { host, libvirt } = await start();
    let isOver = false;
    const both = Promise.all([
      libvirt.virsh('event witness --event lifecycle --timestamp'),
      dom(host, 'event', '--event', 'lifecycle', '--timestamp'),
      libvirt.virsh('event --list'),
      dom(host, 'event', '--list'),
    ]).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await libvirt.virsh('suspend witness');
      await libvirt.virsh('resume witness');
    }
    const [theirs, ours, theirList, ourList] = await both;
    // Each may have begun at another moment.
    const plain = (text: string) =>
      text
        .replaceAll(/\d/g, '0')
        .replace(/Suspended Paused|Resumed Unpaused/, 'What')
        .trimEnd();
    expect(plain(ours.stdout)).toBe(plain(theirs));
    expect(plain(ours.stdout)).toBe(
      "0000-00-00 00:00:00.000+0000: event 'lifecycle' for domain 'witness': What\nevents received: 0",
    );
    expect(theirList.split('\n')).toEqual(expect.arrayContaining(ourList.stdout.trimEnd().split('\n')));
  });
});

/** The lines, changed where they differ by design; one of which nothing is left is dropped. */
function comparable(text: string, differences: readonly Difference[]): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const rest = differences.reduce((changed, { line: what, by }) => changed.replace(what, by), line);
      return rest === '' && line !== '' ? [] : [rest.trimEnd()];
    });
}
