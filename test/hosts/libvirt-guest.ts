import { LabHost } from '../lab/lab-host.js';
import { LabLibvirt } from '../lab/libvirt.js';
import type { Lab } from '../lab/packages.js';

/** Disks with a chain and with a limit, an empty drive, and cards with and without an interface on the host. */
const devices = (directory: string) => `
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
    <interface type='user'><mac address='52:54:00:aa:bb:02'/><model type='virtio'/></interface>`;

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
  await libvirt.create(lab, {
    ...{ name: 'witness', uuid: '7c1d2e3f-5a6b-4c7d-8e9f-0a1b2c3d4e5f', directory: host.directory },
    machine: "<vcpu current='2'>4</vcpu><iothreads>2</iothreads>",
    devices: devices(host.directory),
  });
  await libvirt.virsh('suspend witness');
  return { host, libvirt, monitor: host.path('second.sock') };
}
