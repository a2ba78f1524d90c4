import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { type Replacement, runnable, sleepingFirmware } from './command-line.js';
import { expectTrueRecord } from './true-record.js';

interface BlockStats {
  readonly qdev?: string;
  readonly stats: { readonly wr_operations: number };
}

const MIB = 2 ** 20;

/** In the shape in which `qm showcmd` of Proxmox VE 9.1 prints it, without the shell's quotes. */
const COMMAND_LINE = `
-id 103 -name mailserver,debug-threads=on -no-shutdown
-chardev socket,id=qmp,path=/var/run/qemu-server/103.qmp,server=on,wait=off -mon chardev=qmp,mode=control
-chardev socket,id=qmp-event,path=/var/run/qmeventd.sock,reconnect-ms=5000 -mon chardev=qmp-event,mode=control
-pidfile /var/run/qemu-server/103.pid -daemonize
-smbios type=1,uuid=0c1f6a52-6b1d-4b6f-9a2e-5d8d5b3c9e11
-object {"id":"throttle-drive-efidisk0","limits":{},"qom-type":"throttle-group"}
-blockdev {"driver":"raw","file":{"driver":"file","filename":"/usr/share/pve-edk2-firmware//OVMF_CODE_4M.secboot.fd"},"node-name":"pflash0","read-only":true}
-blockdev {"detect-zeroes":"on","discard":"ignore","driver":"throttle","file":{"cache":{"direct":false,"no-flush":false},"detect-zeroes":"on","discard":"ignore","driver":"raw","file":{"aio":"io_uring","cache":{"direct":false,"no-flush":false},"detect-zeroes":"on","discard":"ignore","driver":"host_device","filename":"/dev/pve/vm-103-disk-0","node-name":"e1a7c0de5511aa0000000000000000a","read-only":false},"node-name":"f1a7c0de5511aa0000000000000000a","read-only":false,"size":540672},"node-name":"drive-efidisk0","read-only":false,"throttle-group":"throttle-drive-efidisk0"}
-smp 4,sockets=1,cores=4,maxcpus=4 -nodefaults
-boot menu=on,strict=on,reboot-timeout=1000,splash=/usr/share/qemu-server/bootsplash.jpg
-vnc unix:/var/run/qemu-server/103.vnc,password=on
-cpu host,+kvm_pv_eoi,+kvm_pv_unhalt -m 512
-object {"id":"throttle-drive-ide2","limits":{},"qom-type":"throttle-group"}
-object iothread,id=iothread-virtioscsi0 -object iothread,id=iothread-virtioscsi1
-object {"id":"throttle-drive-scsi0","limits":{},"qom-type":"throttle-group"}
-object {"id":"throttle-drive-scsi1","limits":{},"qom-type":"throttle-group"}
-global ICH9-LPC.disable_s3=1 -global ICH9-LPC.disable_s4=1
-readconfig /usr/share/qemu-server/pve-q35-4.0.cfg
-device vmgenid,guid=5b0b8d1e-65a5-4d9f-8a35-3f0e7c1f2a90 -device usb-tablet,id=tablet,bus=ehci.0,port=1
-chardev socket,path=/var/run/qemu-server/103.qga,server=on,wait=off,id=qga0
-device virtio-serial,id=qga0,bus=pci.0,addr=0x8 -device virtserialport,chardev=qga0,name=org.qemu.guest_agent.0
-device VGA,id=vga,bus=pcie.0,addr=0x1
-device virtio-balloon-pci,id=balloon0,bus=pci.0,addr=0x3,free-page-reporting=on
-iscsi initiator-name=iqn.1993-08.org.debian:01:7d1c0ffee
-blockdev {"driver":"throttle","file":{"cache":{"direct":false,"no-flush":false},"driver":"qcow2","file":{"aio":"io_uring","cache":{"direct":false,"no-flush":false},"driver":"file","filename":"/var/lib/vz/images/103/vm-103-cloudinit.qcow2","node-name":"e1a7c0de5511aa0000000000000000c","read-only":true},"node-name":"f1a7c0de5511aa0000000000000000c","read-only":true},"node-name":"drive-ide2","read-only":true,"throttle-group":"throttle-drive-ide2"}
-device ide-cd,bus=ide.1,unit=0,drive=drive-ide2,id=ide2,bootindex=101
-device virtio-scsi-pci,id=virtioscsi0,bus=pci.3,addr=0x1,iothread=iothread-virtioscsi0
-blockdev {"detect-zeroes":"on","discard":"ignore","driver":"throttle","file":{"cache":{"direct":true,"no-flush":false},"detect-zeroes":"on","discard":"ignore","driver":"raw","file":{"aio":"io_uring","cache":{"direct":true,"no-flush":false},"detect-zeroes":"on","discard":"ignore","driver":"host_device","filename":"/dev/pve/vm-103-disk-1","node-name":"e1a7c0de5511aa00000000000000000","read-only":false},"node-name":"f1a7c0de5511aa00000000000000000","read-only":false},"node-name":"drive-scsi0","read-only":false,"throttle-group":"throttle-drive-scsi0"}
-device scsi-hd,bus=virtioscsi0.0,channel=0,scsi-id=0,lun=0,drive=drive-scsi0,id=scsi0,device_id=drive-scsi0,bootindex=100,write-cache=on
-device virtio-scsi-pci,id=virtioscsi1,bus=pci.3,addr=0x2,iothread=iothread-virtioscsi1
-blockdev {"detect-zeroes":"unmap","discard":"unmap","driver":"throttle","file":{"cache":{"direct":true,"no-flush":false},"detect-zeroes":"unmap","discard":"unmap","driver":"qcow2","file":{"aio":"io_uring","cache":{"direct":true,"no-flush":false},"detect-zeroes":"unmap","discard":"unmap","driver":"file","filename":"/var/lib/vz/images/103/vm-103-disk-2.qcow2","node-name":"e1a7c0de5511aa00000000000000001","read-only":false},"node-name":"f1a7c0de5511aa00000000000000001","read-only":false},"node-name":"drive-scsi1","read-only":false,"throttle-group":"throttle-drive-scsi1"}
-device scsi-hd,bus=virtioscsi1.0,channel=0,scsi-id=0,lun=1,drive=drive-scsi1,id=scsi1,device_id=drive-scsi1,write-cache=on
-netdev type=tap,id=net0,ifname=tap103i0,script=/usr/libexec/qemu-server/pve-bridge,downscript=/usr/libexec/qemu-server/pve-bridgedown,vhost=on
-device virtio-net-pci,mac=BC:24:11:0A:0B:0C,netdev=net0,bus=pci.0,addr=0x12,id=net0,rx_queue_size=1024,tx_queue_size=256,bootindex=102,host_mtu=1500
-netdev type=tap,id=net1,ifname=tap103i1,script=/usr/libexec/qemu-server/pve-bridge,downscript=/usr/libexec/qemu-server/pve-bridgedown,vhost=on
-device virtio-net-pci,mac=BC:24:11:0A:0B:0D,netdev=net1,bus=pci.0,addr=0x13,id=net1,rx_queue_size=1024,tx_queue_size=256,host_mtu=1500
-machine pflash0=pflash0,pflash1=drive-efidisk0,hpet=off,type=q35+pve0
`;

/** What only Proxmox VE's own QEMU, a later one, KVM, or its storage has. */
const table = (disk0: string, disk1: string): readonly Replacement[] => [
  ['-id 103 ', ''],
  ['reconnect-ms=5000', 'reconnect=5'],
  ['/usr/share/', '/run/share/'],
  [',splash=/run/share/qemu-server/bootsplash.jpg', ''],
  ['-cpu host,+kvm_pv_eoi,+kvm_pv_unhalt', '-cpu max -accel tcg'],
  ['-iscsi initiator-name=iqn.1993-08.org.debian:01:7d1c0ffee', ''],
  ['"aio":"io_uring"', '"aio":"threads"'],
  ['/dev/pve/vm-103-disk-0', disk0],
  ['/dev/pve/vm-103-disk-1', disk1],
  // The images of /var/lib/vz are on a tmpfs here.
  ['"cache":{"direct":true,', '"cache":{"direct":false,'],
  [
    'script=/usr/libexec/qemu-server/pve-bridge,downscript=/usr/libexec/qemu-server/pve-bridgedown',
    'script=no,downscript=no',
  ],
  ['vhost=on', 'vhost=off'],
  ['type=q35+pve0', 'type=q35'],
];

/** The buses that its configuration adds to a q35. */
const BUSES = `[device "ehci"]
  driver = "ich9-usb-ehci1"
  multifunction = "on"
  bus = "pcie.0"
  addr = "1d.7"
[device "pcidmi"]
  driver = "i82801b11-bridge"
  bus = "pcie.0"
  addr = "1e.0"
${[0, 1, 2, 3]
  .map(
    (number) => `[device "pci.${number}"]
  driver = "pci-bridge"
  bus = "pcidmi"
  addr = "${number + 1}.0"
  chassis_nr = "${number + 1}"
`,
  )
  .join('')}`;

describeHost('a guest of Proxmox VE 9', (lab) => {
  it('has a record of which every figure is right', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell(`mkdir -p /run/qemu-server /run/share/qemu-server /run/share/pve-edk2-firmware /var/lib/vz/images/103
      for at in 0 1; do ip link add vmbr$at type bridge; ip link set vmbr$at up
        ip tuntap add tap103i$at mode tap; ip link set tap103i$at addrgenmode none
        ip link set tap103i$at up; ip link set tap103i$at master vmbr$at; done
      qemu-img create -q -f qcow2 /var/lib/vz/images/103/vm-103-cloudinit.qcow2 4M
      qemu-img create -q -f qcow2 /var/lib/vz/images/103/vm-103-disk-2.qcow2 96M
      truncate -s 64M disk-1; truncate -s 4M disk-0`);
    host.write('/run/share/pve-edk2-firmware/OVMF_CODE_4M.secboot.fd', sleepingFirmware(3_653_632));
    host.write('/run/share/qemu-server/pve-q35-4.0.cfg', BUSES);
    const [disk0, disk1] = [await host.attachLoop('disk-0'), await host.attachLoop('disk-1')];
    const eventd = createServer((socket) => socket.write('{"execute":"qmp_capabilities"}\r\n'));
    eventd.listen(host.outside('/run/qmeventd.sock'));
    onTestFinished(() => void eventd.close());

    const monitor = '/var/run/qemu-server/103.qmp';
    const pid = await host.startQemu(runnable(COMMAND_LINE, table(disk0, disk1)), { monitor });
    const write = { 'command-line': 'qemu-io -d scsi1 "aio_write 1M 64k"' };
    await host.ask(monitor, 'human-monitor-command', write);
    // QEMU answers before it has written.
    const written = async () => {
      const devices = (await host.ask(monitor, 'query-blockstats')) as readonly BlockStats[];
      return devices.find(({ qdev }) => qdev?.includes('scsi1'))?.stats.wr_operations;
    };
    await expect.poll(written).toBe(1);

    const image = statSync(host.outside('/var/lib/vz/images/103/vm-103-disk-2.qcow2'));
    const medium = statSync(host.outside('/var/lib/vz/images/103/vm-103-cloudinit.qcow2')).blocks * 512;
    const unknownOr = (value: number) => expect.toBeOneOf([null, value]);
    await expectTrueRecord(host, {
      name: 'mailserver',
      pid,
      monitor,
      vm: {
        status_int: 1,
        mem_alloc: 512 * MIB,
        cpus: 4,
        ip: '',
        snaps: 0,
        snaps_size: 0,
      },
      consoles: [{ type: 'vnc', id: 'default', address: '/var/run/qemu-server/103.vnc' }],
      disks: {
        // A volume of LVM: QEMU does not know how much of it is used.
        scsi0: {
          device: 'scsi0',
          alloc: 64 * MIB,
          in_use: unknownOr(64 * MIB),
          on_disk: unknownOr(64 * MIB),
        },
        scsi1: { device: 'scsi1', alloc: 96 * MIB, in_use: image.size, on_disk: image.blocks * 512 },
        ide2: { device: 'ide2', alloc: 4 * MIB, in_use: medium, on_disk: medium, isMedium: true },
      },
      cards: [
        { tap: 'tap103i0', parent: 'vmbr0', mac: 'bc:24:11:0a:0b:0c' },
        { tap: 'tap103i1', parent: 'vmbr1', mac: 'bc:24:11:0a:0b:0d' },
      ],
      balloon: { actual: 512 * MIB, verdict: 'never-reported' },
    });
  });
});
