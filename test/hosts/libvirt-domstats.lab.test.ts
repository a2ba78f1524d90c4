import { expect, it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { LabLibvirt } from '../lab/libvirt.js';

/** Debian's libvirt starts the guest, and gives it a second monitor for the one that is judged. */
const domain = ({
  directory,
  kernel,
  initramfs,
}: {
  directory: string;
  kernel: string;
  initramfs: string;
}) => `
<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>witness</name><uuid>7c1d2e3f-5a6b-4c7d-8e9f-0a1b2c3d4e5f</uuid>
  <memory unit='MiB'>256</memory><currentMemory unit='MiB'>192</currentMemory>
  <vcpu current='2'>4</vcpu><iothreads>2</iothreads>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
    <kernel>${kernel}</kernel><initrd>${initramfs}</initrd>
    <cmdline>console=ttyS0 quiet no_timer_check</cmdline>
  </os>
  <features><acpi/></features>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2' iothread='1'/><source file='${directory}/top.qcow2'/><target dev='vda' bus='virtio'/>
    </disk>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/><source file='${directory}/data.raw'/><target dev='vdb' bus='virtio'/>
      <iotune><read_bytes_sec>1000000</read_bytes_sec></iotune>
    </disk>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='ethernet'>
      <mac address='52:54:00:aa:bb:01'/><target dev='vnet7'/><model type='virtio'/>
    </interface>
    <interface type='user'><mac address='52:54:00:aa:bb:02'/><model type='virtio'/></interface>
    <memballoon model='virtio'><stats period='1'/></memballoon>
    <serial type='file'><source path='${directory}/console.log'/></serial>
  </devices>
  <qemu:commandline>
    <qemu:arg value='-chardev'/><qemu:arg value='socket,id=second,path=${directory}/second.sock,server=on,wait=off'/>
    <qemu:arg value='-mon'/><qemu:arg value='chardev=second,mode=control'/>
  </qemu:commandline>
</domain>`;

/** Named otherwise by design: libvirt's target names are of its XML. */
const NAMES: { readonly [ours: string]: string } = {
  'virtio-disk0': 'vda',
  'virtio-disk1': 'vdb',
  'sata0-0-0': 'sda',
};
/** Read at different times, while the process works for both: nanoseconds of CPU time, and KiB of the process. */
const MOVING: { readonly [key: string]: number } = {
  'cpu.time': 2e9,
  'cpu.user': 2e9,
  'cpu.system': 2e9,
  'vcpu.0.time': 2e8,
  'vcpu.1.time': 2e8,
  'vcpu.0.delay': 2e9,
  'vcpu.1.delay': 2e9,
  'balloon.rss': 20_000,
};

describeHost('a guest that libvirt has started', (lab) => {
  async function start(): Promise<{ host: LabHost; libvirt: LabLibvirt }> {
    const host = await LabHost.start(lab.qemu);
    await host.shell(`qemu-img create -q -f qcow2 base.qcow2 64M
      qemu-img create -q -f qcow2 -F qcow2 -b base.qcow2 top.qcow2
      truncate -s 32M data.raw
      ip tuntap add vnet7 mode tap; ip link set vnet7 up`);
    const libvirt = await LabLibvirt.start(host);
    await libvirt.create(domain({ ...lab, directory: host.directory }));
    await untilReported(libvirt);
    // Now no figure of the guest moves any more.
    await libvirt.virsh('suspend witness');
    return { host, libvirt };
  }

  it.each([
    ['domstats', ''],
    ['domstats with backing files', '--backing'],
  ])('has the same keys and values in %s, line by line', async (_, option) => {
    const { host, libvirt } = await start();
    const theirs = await libvirt.virsh(`domstats ${option} witness`);
    const run = await host.qgauge([
      ...['domstats', '--direct', '--libvirt', '--timeout', '30', ...(option === '' ? [] : [option])],
      ...['--socket', `witness=${host.path('second.sock')}`],
    ]);
    expect(run.stderr).toBe('');
    expect(linesOf(run.stdout).map(asLibvirt)).toEqual(
      linesOf(theirs).map((line) => expectNear(line, run.stdout)),
    );
  });
});

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split('\n');
}

/** A line of ours with libvirt's name of a disk. */
function asLibvirt(line: string): string {
  const [, key, name = ''] = /^( +block\.\d+\.name=)(.*)$/.exec(line) ?? [];
  return key === undefined ? line : `${key}${NAMES[name] ?? name}`;
}

/** libvirt's line; where its figure moves and ours is near it, ours. */
function expectNear(line: string, ours: string): string {
  const [, key = '', value] = /^ +([^=]+)=(.*)$/.exec(line) ?? [];
  const most = MOVING[key];
  const same = linesOf(ours).find((other) => other.startsWith(`  ${key}=`));
  if (most === undefined || same === undefined) return line;
  return Math.abs(Number(value) - Number(same.split('=')[1])) <= most ? same : line;
}

/** Resolves when the guest has reported its memory. */
async function untilReported(libvirt: LabLibvirt): Promise<void> {
  await expect
    .poll(() => libvirt.virsh('dommemstat witness'), { timeout: 120_000, interval: 500 })
    .toMatch(/usable/);
}
