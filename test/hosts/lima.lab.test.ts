import { statSync } from 'node:fs';
import { it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { type Replacement, runnable, sleepingFirmware } from './command-line.js';
import { expectTrueRecord } from './true-record.js';

const MIB = 2 ** 20;

/** In the shape of the command line in lima's ha.stderr.log. */
const COMMAND_LINE = `
-m 256 -cpu host -machine q35,vmport=off,accel=kvm -smp 4,sockets=1,cores=4,threads=1
-drive if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE.fd
-boot order=c,splash-time=0,menu=on
-drive file=/home/me.linux/.lima/default/diffdisk,if=virtio,discard=on
-drive id=cdrom0,if=none,format=raw,readonly=on,file=/home/me.linux/.lima/default/cidata.iso
-device virtio-scsi-pci,id=scsi0 -device scsi-cd,bus=scsi0.0,drive=cdrom0
-netdev user,id=net0,net=192.168.5.0/24,dhcpstart=192.168.5.15,hostfwd=tcp:127.0.0.1:60022-:22
-device virtio-net-pci,netdev=net0,mac=52:55:55:d7:bb:f2
-device virtio-rng-pci -display none -device virtio-vga -device virtio-keyboard-pci -device virtio-mouse-pci
-device qemu-xhci,id=usb-bus -parallel none
-chardev socket,id=char-serial,path=/home/me.linux/.lima/default/serial.sock,server=on,wait=off,logfile=/home/me.linux/.lima/default/serial.log
-serial chardev:char-serial
-chardev socket,id=char-serial-virtio,path=/home/me.linux/.lima/default/serialv.sock,server=on,wait=off,logfile=/home/me.linux/.lima/default/serialv.log
-device virtio-serial-pci,id=virtio-serial0,max_ports=1 -device virtconsole,chardev=char-serial-virtio,id=console0
-chardev socket,id=char-qmp,path=/home/me.linux/.lima/default/qmp.sock,server=on,wait=off -qmp chardev:char-qmp
-name lima-default -pidfile /home/me.linux/.lima/default/qemu.pid
`;

const table = (home: string): readonly Replacement[] => [
  ['-cpu host', '-cpu max'],
  ['accel=kvm', 'accel=tcg'],
  ['/usr/share/', '/run/share/'],
  ['/home/me.linux', home],
];

describeHost('a guest of lima', (lab) => {
  it('has a record of which every figure is right', async () => {
    const host = await LabHost.start(lab.qemu);
    const instance = host.path('.lima/default');
    await host.shell(`mkdir -p /run/share/OVMF ${instance}
      qemu-img create -q -f qcow2 ${instance}/diffdisk 100M; truncate -s 1M ${instance}/cidata.iso`);
    host.write('/run/share/OVMF/OVMF_CODE.fd', sleepingFirmware(4 * MIB));
    const monitor = `${instance}/qmp.sock`;
    const pid = await host.startQemu(runnable(COMMAND_LINE, table(host.directory)), { monitor });
    const used = statSync(`${instance}/diffdisk`).blocks * 512;
    await expectTrueRecord(host, {
      name: 'lima-default',
      pid,
      monitor,
      vm: {
        status_int: 1,
        mem_alloc: 256 * MIB,
        cpus: 4,
        ip: '',
        snaps: 0,
        snaps_size: 0,
      },
      consoles: [],
      disks: {
        virtio0: {
          device: 'virtio0',
          ...{ alloc: 100 * MIB, in_use: used, on_disk: used },
        },
        cdrom0: {
          device: 'cdrom0',
          ...{ alloc: MIB, in_use: 0, on_disk: 0, isMedium: true },
        },
      },
      // User-mode networking has no interface on the host.
      cards: [{ tap: '', parent: '', mac: '52:55:55:d7:bb:f2' }],
      balloon: { actual: null, verdict: 'no-device' },
    });
  });
});
