import { statSync } from 'node:fs';
import { it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { type Replacement, runnable, sleepingFirmware } from './command-line.js';
import { expectTrueRecord } from './true-record.js';

const MIB = 2 ** 20;

/** In the shape in which Incus starts it; what the machine is made of is in the file. */
const COMMAND_LINE = `
-S -name u1 -uuid 3f2c6a1b-94f7-4e0d-8a53-1b7b0c3d5e77 -daemonize -cpu host,hv_passthrough -nographic
-serial chardev:console -nodefaults -no-user-config
-sandbox on,obsolete=deny,elevateprivileges=allow,spawn=allow,resourcecontrol=deny
-readconfig /run/incus/u1/qemu.conf
-spice unix=on,disable-ticketing=on,addr=/run/incus/u1/qemu.spice
-pidfile /run/incus/u1/qemu.pid -D /var/log/incus/u1/qemu.log
-smbios type=2,manufacturer=LinuxContainers,product=Incus
`;

const TABLE: readonly Replacement[] = [
  ['-cpu host,hv_passthrough', '-cpu max'],
  ['/var/log/', '/run/log/'],
];

/** In the shape of the file that Incus writes, without the vsock device; what is in [machine] can run here. */
const CONFIG = `# Machine
[machine]
accel = "tcg"
graphics = "off"
type = "q35"
usb = "off"

[global]
driver = "ICH9-LPC"
property = "disable_s3"
value = "1"

[boot-opts]
strict = "on"

# Memory
[memory]
maxmem = "1024M"
size = "256M"
slots = "8"

# CPU
[smp-opts]
cpus = "1"
maxcpus = "4"

[object "mem0"]
qom-type = "memory-backend-memfd"
share = "on"
size = "256M"

[numa]
memdev = "mem0"
nodeid = "0"
type = "node"

# Qemu control
[chardev "monitor"]
backend = "socket"
path = "/run/incus/u1/qemu.monitor"
server = "on"
wait = "off"

[mon]
chardev = "monitor"
mode = "control"

# Console
[chardev "console"]
backend = "ringbuf"
size = "1048576"

# Firmware (read only)
[drive]
file = "/run/share/OVMF_CODE.fd"
format = "raw"
if = "pflash"
readonly = "on"
unit = "0"

# Firmware settings (writable)
[drive]
file = "/run/incus/u1/qemu.nvram"
format = "raw"
if = "pflash"
unit = "1"

${[0, 1, 2, 3, 4].map(rootPort).join('')}
# Balloon driver
[device "qemu_balloon"]
addr = "00.0"
bus = "qemu_pcie0"
driver = "virtio-balloon-pci"
multifunction = "on"

# Random number generator
[object "qemu_rng"]
filename = "/dev/urandom"
qom-type = "rng-random"

[device "dev-qemu_rng"]
addr = "00.1"
bus = "qemu_pcie0"
driver = "virtio-rng-pci"
rng = "qemu_rng"

# Virtual serial bus
[device "dev-qemu_serial"]
addr = "00.3"
bus = "qemu_pcie0"
driver = "virtio-serial-pci"

[chardev "qemu_serial-chardev"]
backend = "ringbuf"
size = "32B"

[device "qemu_serial"]
bus = "dev-qemu_serial.0"
chardev = "qemu_serial-chardev"
driver = "virtserialport"
name = "org.linuxcontainers.incus"

# SCSI controller
[device "qemu_scsi"]
addr = "00.0"
bus = "qemu_pcie1"
driver = "virtio-scsi-pci"

# Shared config drive (9p)
[fsdev "qemu_config"]
fsdriver = "local"
path = "/run/incus/u1/config"
readonly = "on"
security_model = "none"

[device "dev-qemu_config-drive-9p"]
addr = "00.4"
bus = "qemu_pcie0"
driver = "virtio-9p-pci"
fsdev = "qemu_config"
mount_tag = "config"

# GPU
[device "qemu_gpu"]
addr = "00.0"
bus = "qemu_pcie2"
driver = "virtio-vga"
`;

function rootPort(number: number): string {
  return `[device "qemu_pcie${number}"]
addr = "1.${number}"
bus = "pcie.0"
chassis = "${number}"
driver = "pcie-root-port"
${number === 0 ? 'multifunction = "on"\n' : ''}
`;
}

describeHost('a guest of Incus', (lab) => {
  it('has a record of which every figure is right, of what was plugged in by QMP too', async () => {
    const host = await LabHost.start(lab.qemu);
    const own = '/run/incus/u1';
    await host.shell(`mkdir -p ${own}/config /run/share /run/log/incus/u1
      ip link add incusbr0 type bridge; ip link set incusbr0 up
      ip tuntap add tap5a3f9c1e mode tap; ip link set tap5a3f9c1e addrgenmode none
      ip link set tap5a3f9c1e up; ip link set tap5a3f9c1e master incusbr0
      qemu-img create -q -f raw ${own}/root.img 128M; truncate -s 528K ${own}/qemu.nvram`);
    host.write('/run/share/OVMF_CODE.fd', sleepingFirmware(3_653_632));
    host.write(`${own}/qemu.conf`, CONFIG);
    const monitor = `${own}/qemu.monitor`;
    const pid = await host.startQemu(runnable(COMMAND_LINE, TABLE), {
      monitor,
      descriptors: { 20: 'tap:tap5a3f9c1e' },
    });

    const ask = (command: string, args?: object) => host.ask(monitor, command, args);
    await ask('blockdev-add', {
      driver: 'file',
      'node-name': 'incus_root',
      filename: `${own}/root.img`,
      discard: 'unmap',
      aio: 'threads',
      cache: { direct: false, 'no-flush': false },
      'read-only': false,
      locking: 'off',
    });
    const drive = { drive: 'incus_root', serial: 'incus_root', bootindex: 0, 'write-cache': 'on' };
    await ask('device_add', {
      driver: 'scsi-hd',
      id: 'dev-incus_root',
      bus: 'qemu_scsi.0',
      lun: 1,
      ...drive,
    });
    // Incus hands the descriptor over with getfd; here QEMU has had it from its start.
    await ask('netdev_add', { type: 'tap', id: 'incus_eth0', fd: '20' });
    const card = { netdev: 'incus_eth0', mac: '10:66:6a:12:34:56', bootindex: 1 };
    const slot = { bus: 'qemu_pcie3', addr: '00.0' };
    await ask('device_add', { driver: 'virtio-net-pci', id: 'dev-incus_eth0', ...card, ...slot });
    const free = (await ask('query-hotpluggable-cpus')) as readonly HotpluggableCpu[];
    const next = free.find((cpu) => cpu['qom-path'] === undefined);
    await ask('device_add', { id: 'cpu1', driver: next?.type, ...next?.props });
    await ask('cont');
    await host.shell('ip neigh add 10.1.2.3 lladdr 10:66:6a:12:34:56 dev incusbr0');

    const used = statSync(host.outside(`${own}/root.img`)).blocks * 512;
    await expectTrueRecord(host, {
      name: 'u1',
      pid,
      monitor,
      vm: {
        status_int: 1,
        mem_alloc: 256 * MIB,
        cpus: 2,
        ip: '10.1.2.3',
        snaps: 0,
        snaps_size: 0,
      },
      consoles: [{ type: 'spice', id: '', address: `${own}/qemu.spice` }],
      disks: {
        'dev-incus_root': { device: 'dev-incus_root', alloc: 128 * MIB, in_use: used, on_disk: used },
      },
      cards: [{ tap: 'tap5a3f9c1e', parent: 'incusbr0', mac: '10:66:6a:12:34:56' }],
      balloon: { actual: 256 * MIB, verdict: 'never-reported' },
    });
  });
});

interface HotpluggableCpu {
  readonly type: string;
  readonly props: object;
  readonly 'qom-path'?: string;
}
