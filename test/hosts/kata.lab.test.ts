import { it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { type Replacement, runnable } from './command-line.js';
import { expectTrueRecord } from './true-record.js';

const MIB = 2 ** 20;
const ID = '6b5d0d72fe60c5c4055f1fb0137b5d6138b3b79d299ec09d9d91191a5f5ad6aa';

/** In the shape in which kata 3 starts it, with 9p; the shim has opened the monitor's socket and the tap. */
const COMMAND_LINE = `
-name sandbox-${ID},debug-threads=on -uuid b3ea4564-b366-45e7-90eb-f98e3c1015e6
-machine q35,accel=kvm,nvdimm=on -cpu host,pmu=off -qmp unix:fd=3,server=on,wait=off -m 256M,slots=10,maxmem=1024M
-device pci-bridge,bus=pcie.0,id=pci-bridge-0,chassis_nr=1,shpc=off,addr=2,io-reserve=4k,mem-reserve=1m,pref64-reserve=1m
-device virtio-serial-pci,disable-modern=false,id=serial0 -device virtconsole,chardev=charconsole0,id=console0
-chardev socket,id=charconsole0,path=/run/vc/vm/${ID}/console.sock,server=on,wait=off
-device nvdimm,id=nv0,memdev=mem0,unarmed=on
-object memory-backend-file,id=mem0,mem-path=/opt/kata/share/kata-containers/kata-containers.img,size=134217728,readonly=on
-device virtio-scsi-pci,id=scsi0,disable-modern=false
-object rng-random,id=rng0,filename=/dev/urandom -device virtio-rng-pci,rng=rng0
-device pcie-root-port,id=rp0,bus=pcie.0,chassis=0,slot=0,multifunction=off
-device vhost-vsock-pci,disable-modern=false,vhostfd=4,id=vsock-2210812542,guest-cid=2210812542
-device virtio-9p-pci,disable-modern=false,fsdev=extra-9p-kataShared,mount_tag=kataShared
-fsdev local,id=extra-9p-kataShared,path=/run/kata-containers/shared/sandboxes/${ID}/shared,security_model=none,multidevs=remap
-netdev tap,id=network-0,vhost=on,vhostfds=5,fds=6
-device driver=virtio-net-pci,netdev=network-0,mac=fa:16:3e:fd:ba:ab,disable-modern=false,mq=on,vectors=4
-rtc base=utc,driftfix=slew,clock=host -global kvm-pit.lost_tick_policy=discard
-vga none -no-user-config -nodefaults -nographic --no-reboot -daemonize
-object memory-backend-file,id=dimm1,size=256M,mem-path=/dev/shm,share=on -numa node,memdev=dimm1
-kernel /opt/kata/share/kata-containers/vmlinux.container -append root=/dev/pmem0p1
-pidfile /run/vc/vm/${ID}/pid -D /run/vc/vm/${ID}/qemu.log -smp 1,cores=1,threads=1,sockets=4,maxcpus=4
`;

const TABLE: readonly Replacement[] = [
  ['accel=kvm', 'accel=tcg'],
  ['-cpu host,pmu=off', '-cpu max'],
  ['/opt/kata/share/kata-containers/kata-containers.img', '/run/share/kata-containers.img'],
  ['-device vhost-vsock-pci,disable-modern=false,vhostfd=4,id=vsock-2210812542,guest-cid=2210812542', ''],
  ['vhost=on,vhostfds=5,', ''],
  // Instead of a guest that is kata's.
  ['-kernel /opt/kata/share/kata-containers/vmlinux.container -append root=/dev/pmem0p1', '-S'],
];

describeHost('a sandbox of kata', (lab) => {
  it('has a record of which every figure is right', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell(`mkdir -p /run/vc/vm/${ID} /run/kata-containers/shared/sandboxes/${ID}/shared /run/share
      truncate -s 128M /run/share/kata-containers.img
      ip tuntap add tap0_kata mode tap; ip link set tap0_kata addrgenmode none; ip link set tap0_kata up`);
    const monitor = `/run/vc/vm/${ID}/qmp.sock`;
    const pid = await host.startQemu(runnable(COMMAND_LINE, TABLE), {
      monitor,
      descriptors: { 3: `listen:${monitor}`, 6: 'tap:tap0_kata' },
    });
    await expectTrueRecord(host, {
      name: `sandbox-${ID}`,
      pid,
      monitor,
      vm: {
        // The image that the NVDIMM holds is no memory.
        status_int: 3,
        mem_alloc: 256 * MIB,
        cpus: 1,
        ip: '',
        snaps: 0,
        snaps_size: 0,
      },
      consoles: [],
      disks: {},
      cards: [{ tap: 'tap0_kata', parent: '', mac: 'fa:16:3e:fd:ba:ab' }],
      balloon: { actual: null, verdict: 'no-device' },
    });
  });
});
