import { expect } from 'vitest';
import { LabHost } from '../lab/lab-host.js';
import { LabLibvirt } from '../lab/libvirt.js';
import type { Lab } from '../lab/packages.js';

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
export const LIBVIRT_NAMES: { readonly [ours: string]: string } = {
  'virtio-disk0': 'vda',
  'virtio-disk1': 'vdb',
  'sata0-0-0': 'sda',
};

/** A host with the guest `witness`, which libvirt has started. */
export interface LibvirtGuest {
  readonly host: LabHost;
  readonly libvirt: LabLibvirt;
  /** The monitor that libvirt does not hold. */
  readonly monitor: string;
}

/** Starts the guest, and suspends it once it has reported its memory: from then on no figure of it moves. */
export async function startLibvirtGuest(lab: Lab): Promise<LibvirtGuest> {
  const host = await LabHost.start(lab.qemu);
  await host.shell(`qemu-img create -q -f qcow2 base.qcow2 64M
      qemu-img create -q -f qcow2 -F qcow2 -b base.qcow2 top.qcow2
      truncate -s 32M data.raw
      ip tuntap add vnet7 mode tap; ip link set vnet7 up`);
  const libvirt = await LabLibvirt.start(host);
  await libvirt.create(domain({ ...lab, directory: host.directory }));
  await untilReported(libvirt);
  await libvirt.virsh('suspend witness');
  return { host, libvirt, monitor: host.path('second.sock') };
}

/** Resolves when the balloon has its size, and the guest has reported its memory. */
async function untilReported(libvirt: LabLibvirt): Promise<void> {
  await expect
    .poll(() => libvirt.virsh('dommemstat witness'), { timeout: 120_000, interval: 500 })
    .toMatch(/^actual 196608\n[\s\S]*usable/);
}
