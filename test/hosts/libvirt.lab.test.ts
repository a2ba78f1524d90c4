import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { onlyVm } from '../run-qgauge.js';
import { type Replacement, runnable, sleepingFirmware } from './command-line.js';
import { expectTrueRecord } from './true-record.js';

const MIB = 2 ** 20;

/** In the shape in which libvirt 9 starts it: its log of a domain shows it. */
const COMMAND_LINE = `
-name guest=fedora,debug-threads=on -S
-object {"qom-type":"secret","id":"masterKey0","format":"raw","file":"/var/lib/libvirt/qemu/domain-4-fedora/master-key.aes"}
-blockdev {"driver":"file","filename":"/usr/share/OVMF/OVMF_CODE_4M.fd","node-name":"libvirt-pflash0-storage","auto-read-only":true,"discard":"unmap"}
-blockdev {"node-name":"libvirt-pflash0-format","read-only":true,"driver":"raw","file":"libvirt-pflash0-storage"}
-blockdev {"driver":"file","filename":"/var/lib/libvirt/qemu/nvram/fedora_VARS.fd","node-name":"libvirt-pflash1-storage","auto-read-only":true,"discard":"unmap"}
-blockdev {"node-name":"libvirt-pflash1-format","read-only":false,"driver":"raw","file":"libvirt-pflash1-storage"}
-machine pc-q35-7.2,usb=off,vmport=off,dump-guest-core=off,memory-backend=pc.ram,pflash0=libvirt-pflash0-format,pflash1=libvirt-pflash1-format
-accel kvm -cpu host,migratable=on -m size=262144k,slots=16,maxmem=2097152k
-object {"qom-type":"memory-backend-memfd","id":"pc.ram","share":true,"x-use-canonical-path-for-ramblock-id":false,"size":268435456}
-overcommit mem-lock=off -smp 3,sockets=3,cores=1,threads=1
-object {"qom-type":"iothread","id":"iothread1"}
-uuid 7c1d2e3f-5a6b-4c7d-8e9f-0a1b2c3d4e5f -no-user-config -nodefaults
-chardev socket,id=charmonitor,fd=30,server=on,wait=off -mon chardev=charmonitor,id=monitor,mode=control
-rtc base=utc,driftfix=slew -global kvm-pit.lost_tick_policy=delay -no-hpet -no-shutdown
-global ICH9-LPC.disable_s3=1 -global ICH9-LPC.disable_s4=1 -boot strict=on
-device {"driver":"pcie-root-port","port":16,"chassis":1,"id":"pci.1","bus":"pcie.0","multifunction":true,"addr":"0x2"}
-device {"driver":"pcie-root-port","port":17,"chassis":2,"id":"pci.2","bus":"pcie.0","addr":"0x2.0x1"}
-device {"driver":"pcie-root-port","port":18,"chassis":3,"id":"pci.3","bus":"pcie.0","addr":"0x2.0x2"}
-device {"driver":"pcie-root-port","port":19,"chassis":4,"id":"pci.4","bus":"pcie.0","addr":"0x2.0x3"}
-device {"driver":"pcie-root-port","port":20,"chassis":5,"id":"pci.5","bus":"pcie.0","addr":"0x2.0x4"}
-device {"driver":"pcie-root-port","port":21,"chassis":6,"id":"pci.6","bus":"pcie.0","addr":"0x2.0x5"}
-device {"driver":"pcie-root-port","port":22,"chassis":7,"id":"pci.7","bus":"pcie.0","addr":"0x2.0x6"}
-device {"driver":"qemu-xhci","p2":15,"p3":15,"id":"usb","bus":"pci.2","addr":"0x0"}
-device {"driver":"virtio-serial-pci","id":"virtio-serial0","bus":"pci.3","addr":"0x0"}
-object {"qom-type":"memory-backend-memfd","id":"memvirtiomem0","share":true,"reserve":false,"size":134217728}
-device {"driver":"virtio-mem-pci","block-size":2097152,"requested-size":0,"memdev":"memvirtiomem0","id":"virtiomem0","bus":"pci.7","addr":"0x0"}
-blockdev {"driver":"file","filename":"/var/lib/libvirt/images/base.qcow2","node-name":"libvirt-3-storage","auto-read-only":true,"discard":"unmap"}
-blockdev {"node-name":"libvirt-3-format","read-only":true,"driver":"qcow2","file":"libvirt-3-storage","backing":null}
-blockdev {"driver":"file","filename":"/var/lib/libvirt/images/fedora.qcow2","node-name":"libvirt-2-storage","auto-read-only":true,"discard":"unmap"}
-blockdev {"node-name":"libvirt-2-format","read-only":false,"driver":"qcow2","file":"libvirt-2-storage","backing":"libvirt-3-format"}
-device {"driver":"virtio-blk-pci","iothread":"iothread1","bus":"pci.4","addr":"0x0","drive":"libvirt-2-format","id":"virtio-disk0","bootindex":1,"write-cache":"on"}
-device {"driver":"ide-cd","bus":"ide.0","id":"sata0-0-0"}
-netdev {"type":"tap","fd":"31","vhost":true,"vhostfd":"33","id":"hostnet0"}
-device {"driver":"virtio-net-pci","netdev":"hostnet0","id":"net0","mac":"52:54:00:8b:ae:85","bus":"pci.1","addr":"0x0"}
-netdev {"type":"tap","fds":"34:35","vhost":true,"vhostfds":"36:37","id":"hostnet1"}
-device {"driver":"virtio-net-pci","mq":true,"vectors":6,"netdev":"hostnet1","id":"net1","mac":"52:54:00:8b:ae:86","bus":"pci.6","addr":"0x0"}
-chardev pty,id=charserial0 -device {"driver":"isa-serial","chardev":"charserial0","id":"serial0","index":0}
-chardev socket,id=charchannel0,fd=29,server=on,wait=off
-device {"driver":"virtserialport","bus":"virtio-serial0.0","nr":1,"chardev":"charchannel0","id":"channel0","name":"org.qemu.guest_agent.0"}
-device {"driver":"usb-tablet","id":"input0","bus":"usb.0","port":"1"}
-audiodev {"id":"audio1","driver":"none"}
-vnc 127.0.0.1:0,audiodev=audio1
-device {"driver":"virtio-vga","id":"video0","max_outputs":1,"bus":"pcie.0","addr":"0x1"}
-global ICH9-LPC.noreboot=off -watchdog-action reset
-device {"driver":"virtio-balloon-pci","id":"balloon0","bus":"pci.5","addr":"0x0"}
-object {"qom-type":"rng-random","id":"objrng0","filename":"/dev/urandom"}
-device {"driver":"virtio-rng-pci","rng":"objrng0","id":"rng0","bus":"pcie.0","addr":"0x3"}
-sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny -msg timestamp=on
`;

const TABLE: readonly Replacement[] = [
  ['/usr/share/', '/run/share/'],
  ['-accel kvm', '-accel tcg'],
  ['-cpu host,migratable=on', '-cpu max'],
  [',"vhost":true,"vhostfd":"33"', ''],
  [',"vhost":true,"vhostfds":"36:37"', ''],
];

describeHost('a guest of libvirt', (lab) => {
  async function startDomain(): Promise<{ host: LabHost; pid: number; monitor: string }> {
    const host = await LabHost.start(lab.qemu);
    const own = '/var/lib/libvirt/qemu/domain-4-fedora';
    await host.shell(`mkdir -p ${own} /var/lib/libvirt/qemu/nvram /var/lib/libvirt/images /run/share/OVMF /run/qga
      head -c 32 /dev/urandom > ${own}/master-key.aes
      truncate -s 528K /var/lib/libvirt/qemu/nvram/fedora_VARS.fd
      cd /var/lib/libvirt/images
      qemu-img create -q -f qcow2 base.qcow2 160M; qemu-img create -q -f qcow2 -F qcow2 -b base.qcow2 fedora.qcow2
      qemu-img snapshot -c clean fedora.qcow2
      ip link add virbr0 type bridge; ip link set virbr0 up
      ip tuntap add vnet0 mode tap; ip tuntap add vnet1 mode tap multi_queue
      for at in 0 1; do ip link set vnet$at addrgenmode none; ip link set vnet$at up; ip link set vnet$at master virbr0; done`);
    host.write('/run/share/OVMF/OVMF_CODE_4M.fd', sleepingFirmware(3_653_632));
    const monitor = `${own}/monitor.sock`;
    const pid = await host.startQemu(runnable(COMMAND_LINE, TABLE), {
      monitor,
      descriptors: {
        ...{ 29: 'listen:/run/qga/fedora', 30: `listen:${monitor}` },
        ...{ 31: 'tap:vnet0', 34: 'queue:vnet1', 35: 'queue:vnet1' },
      },
    });
    await host.ask(monitor, 'cont');
    return { host, pid, monitor };
  }

  it('has a record of which every figure is right', async () => {
    const { host, pid, monitor } = await startDomain();
    const device = '/machine/peripheral/virtio-disk0/virtio-backend';
    await host.ask(monitor, 'human-monitor-command', {
      'command-line': `qemu-io -d ${device} "aio_read 0 128k"`,
    });
    const used = statSync(host.outside('/var/lib/libvirt/images/fedora.qcow2')).blocks * 512;
    await expectTrueRecord(host, {
      name: 'fedora',
      pid,
      monitor,
      vm: {
        // None of what virtio-mem may give is plugged in.
        status_int: 1,
        mem_alloc: 256 * MIB,
        cpus: 3,
        ip: '',
        snaps: 1,
        snaps_size: 0,
      },
      consoles: [{ type: 'vnc', id: 'default', address: '127.0.0.1:5900' }],
      disks: { 'virtio-disk0': { device, alloc: 160 * MIB, in_use: used, on_disk: used } },
      cards: [
        { tap: 'vnet0', parent: 'virbr0', mac: '52:54:00:8b:ae:85' },
        { tap: 'vnet1', parent: 'virbr0', mac: '52:54:00:8b:ae:86' },
      ],
      balloon: { actual: 256 * MIB, verdict: 'never-reported' },
    });
  });

  it('whose monitor libvirt holds has figures of Linux only, and the reason', async () => {
    const { host, pid, monitor } = await startDomain();
    const libvirt = await host.hold(monitor);
    const { record } = await host.collect();
    const vm = onlyVm(record);
    expect(Object.keys(record.data.VMs)).toEqual(['fedora']);
    const unasked = {
      cpus: null,
      mem_alloc: null,
      mem_use: null,
      snaps: null,
      disk_alloc: null,
      rbytes: null,
    };
    expect(vm).toMatchObject({ status_int: 9, ...unasked, disks: {}, console: '' });
    expect(vm.rss).toBeGreaterThan(MIB);
    const { guests } = await host.ls();
    expect(guests).toMatchObject([{ name: 'fedora', pid, state: null, problem: { kind: 'busy' } }]);
    expect(guests[0]?.problem?.message).toMatch(new RegExp(`\\b${libvirt}\\b.*perl|perl.*\\b${libvirt}\\b`));
  });
});
