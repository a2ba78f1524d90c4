import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOptionList } from '../../../../mock-qemu/fleet/as-qemu/option-list.js';
import { readQemuArguments } from '../../../../mock-qemu/fleet/as-qemu/read-arguments.js';
import { QemuRefusal } from '../../../../mock-qemu/fleet/as-qemu/refusal.js';
import { temporaryDirectory } from '../../../temporary-directory.js';

const THREADS = [11, 12, 13];

/** The words of a command line, which is written as for a shell, without quotes. */
const read = (line: string) => readQemuArguments(line.split(/\s+/), THREADS);

describe('the command line of a QEMU', () => {
  it('has the defaults of QEMU where it says nothing', () => {
    expect(read('-nodefaults')).toEqual({
      isStopped: false,
      otherSockets: [],
      pidFile: undefined,
      daemonize: false,
      machine: {
        monitors: [],
        name: '',
        uuid: '00000000-0000-0000-0000-000000000000',
        memoryBytes: 128 * 2 ** 20,
        vcpus: [11],
        accelerator: 'tcg',
        status: 'prelaunch',
        noReboot: false,
        noShutdown: false,
        actions: {},
        balloon: 'none',
        nics: [],
        disks: [],
        iothreads: [],
      },
    });
  });

  it('describes the machine that libvirt 9 starts', () => {
    const { machine, isStopped } = read(
      `-name guest=web,debug-threads=on -S -object {"qom-type":"secret","id":"masterKey0","format":"raw","file":"/k"}
      -machine pc-q35-7.2,usb=off,dump-guest-core=off,memory-backend=pc.ram -accel kvm -cpu host,migratable=on -m 4096
      -object {"qom-type":"memory-backend-ram","id":"pc.ram","size":4294967296} -overcommit mem-lock=off
      -smp 4,sockets=4,cores=1,threads=1 -uuid 0DBE2AE8-1ee4-4b43-bdf3-b533dfe75486 -display none -no-user-config -nodefaults
      -chardev socket,id=charmonitor,fd=31,server=on,wait=off -mon chardev=charmonitor,id=monitor,mode=control
      -rtc base=utc,driftfix=slew -no-shutdown -boot strict=on
      -device {"driver":"pcie-root-port","port":16,"chassis":1,"id":"pci.1","bus":"pcie.0","multifunction":true,"addr":"0x2"}
      -blockdev {"driver":"file","filename":"/a.qcow2","node-name":"libvirt-1-storage","auto-read-only":true}
      -blockdev {"node-name":"libvirt-1-format","driver":"qcow2","file":"libvirt-1-storage"}
      -device {"driver":"virtio-blk-pci","bus":"pci.4","drive":"libvirt-1-format","id":"virtio-disk0","bootindex":1}
      -netdev tap,fd=32,id=hostnet0,vhost=on,vhostfd=34
      -device {"driver":"virtio-net-pci","netdev":"hostnet0","id":"net0","mac":"52:54:00:12:34:57","bus":"pci.1","addr":"0x0"}
      -chardev socket,id=charchannel0,path=/run/qga.sock,server=on,wait=off
      -device {"driver":"virtserialport","bus":"virtio-serial0.0","nr":1,"chardev":"charchannel0","id":"channel0","name":"org.qemu.guest_agent.0"}
      -device {"driver":"virtio-balloon-pci","id":"balloon0","bus":"pci.5","free-page-reporting":true}
      -sandbox on,obsolete=deny -msg timestamp=on`,
    );
    expect(isStopped).toBe(true);
    expect(machine).toEqual({
      listen: 'fd:31',
      chardev: 'charmonitor',
      monitors: [],
      name: 'web',
      uuid: '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486',
      memoryBytes: 4 * 2 ** 30,
      vcpus: [11, 12, 13, 11],
      accelerator: 'kvm',
      status: 'prelaunch',
      noReboot: false,
      noShutdown: true,
      actions: {},
      balloon: 'pci',
      balloonId: 'balloon0',
      deflateOnOom: false,
      freePageHint: false,
      pagePoison: true,
      freePageReporting: true,
      nics: [{ id: 'net0', mac: '52:54:00:12:34:57', netdev: 'hostnet0', model: 'virtio-net-pci' }],
      disks: [{ id: 'virtio-disk0', device: '', nodeName: 'libvirt-1-format' }],
      iothreads: [],
      agent: { mode: 'healthy', listen: 'unix:/run/qga.sock' },
    });
  });

  it('describes the machine that Proxmox VE starts', () => {
    const { machine, pidFile, daemonize } = read(
      `-id 101 -name web,debug-threads=on -no-shutdown -chardev socket,id=qmp,path=/var/run/qemu-server/101.qmp,server=on,wait=off
      -mon chardev=qmp,mode=control -chardev socket,id=qmp-event,path=/var/run/qmeventd.sock,reconnect=5
      -mon chardev=qmp-event,mode=control -pidfile /var/run/qemu-server/101.pid -daemonize -smp 2,sockets=1,cores=2,maxcpus=2
      -nodefaults -vnc unix:/var/run/qemu-server/101.vnc,password=on -cpu kvm64,enforce -m 2048 -object iothread,id=iothread-virtioscsi0
      -device virtio-balloon-pci,id=balloon0,bus=pci.0,addr=0x3,free-page-reporting=on
      -drive file=/dev/pve/vm-101-disk-0,if=none,id=drive-scsi0,format=raw,cache=none,aio=io_uring,detect-zeroes=on
      -device scsi-hd,bus=virtioscsi0.0,scsi-id=0,drive=drive-scsi0,id=scsi0,rotation_rate=1
      -netdev type=tap,id=net0,ifname=tap101i0,script=/usr/libexec/qemu-server/pve-bridge,vhost=on
      -device virtio-net-pci,mac=BC:24:11:00:00:01,netdev=net0,bus=pci.0,addr=0x12,id=net0 -machine type=pc+pve0,accel=kvm`,
    );
    expect({ pidFile, daemonize }).toEqual({ pidFile: '/var/run/qemu-server/101.pid', daemonize: true });
    expect(machine).toMatchObject({
      listen: 'unix:/var/run/qemu-server/101.qmp',
      chardev: 'qmp',
      monitors: [{ connect: 'unix:/var/run/qmeventd.sock', reconnectMs: 5000, chardev: 'qmp-event' }],
      name: 'web',
      vcpus: [11, 12],
      accelerator: 'kvm',
      memoryBytes: 2 * 2 ** 30,
      disks: [{ id: 'scsi0', device: 'drive-scsi0', format: 'raw', file: '/dev/pve/vm-101-disk-0' }],
      iothreads: [{ id: 'iothread-virtioscsi0', threadId: 13 }],
      freePageReporting: true,
    });
    expect(machine).not.toHaveProperty('vnc');
  });

  it.each([
    ['-qmp unix:/a,server=on,wait=off', { listen: 'unix:/a' }],
    ['-qmp unix:/a,server,nowait', { listen: 'unix:/a' }],
    ['--qmp unix:/a,,b,server=on', { listen: 'unix:/a,b' }],
    ['-qmp unix:/a', { connect: 'unix:/a' }],
    ['-qmp unix:/a,reconnect=2', { connect: 'unix:/a', reconnectMs: 2000 }],
    ['-qmp unix:/a,reconnect-ms=20', { connect: 'unix:/a', reconnectMs: 20 }],
    ['-qmp-pretty tcp::4444,server=on', { listen: 'tcp::4444', pretty: true }],
    ['-qmp tcp:[::1]:4444,server=on', { listen: 'tcp:[::1]:4444' }],
    ['-qmp websocket:127.0.0.1:0,server=on', { listen: 'ws://127.0.0.1:0/' }],
    ['-chardev socket,id=m,host=h,port=1,server=on -qmp chardev:m', { listen: 'tcp:h:1', chardev: 'm' }],
    [
      '-chardev socket,id=m,fd=5 -mon m,mode=control,pretty=on',
      { connect: 'fd:5', chardev: 'm', pretty: true },
    ],
  ])('opens a monitor for %s', (line, monitor) => {
    expect(read(line).machine).toMatchObject(monitor);
  });

  it.each(['-monitor unix:/hmp,server=on', '-qmp none', '-chardev socket,id=m,path=/a -mon chardev=m'])(
    'opens no monitor in control mode for %s',
    (line) => {
      const { machine } = read(line);
      expect([machine?.listen, machine?.connect, machine?.monitors]).toEqual([undefined, undefined, []]);
    },
  );

  it('listens for the other chardevs that are servers', () => {
    const { otherSockets } = read(
      `-chardev socket,id=m,path=/m,server=on -mon chardev=m,mode=control -chardev socket,id=hmp,path=/h,server=on -mon hmp
      -chardev socket,id=console,path=/c,server=on,wait=off -serial chardev:console -chardev socket,id=out,path=/o
      -chardev socket,id=qga,path=/q,server=on -device virtserialport,chardev=qga,name=org.qemu.guest_agent.0
      -serial unix:/s,server=on,wait=off -serial stdio`,
    );
    expect(otherSockets).toEqual(['unix:/h', 'unix:/c', 'unix:/s']);
  });

  it('takes a file of -readconfig for the options that it stands for', async () => {
    const file = join(await temporaryDirectory(), 'qemu.conf');
    const text = [
      '# as Incus writes it',
      ...[
        '[machine]',
        'type = "q35"',
        'accel = "kvm"',
        '',
        '[memory]',
        'size = "1024M"',
        '[smp-opts]',
        'cpus = "2"',
      ],
      ...['[chardev "monitor"]', 'backend = "socket"', 'path = "/run/a,b"', 'server = "on"', 'wait = "off"'],
      ...['[mon]', 'chardev = "monitor"', 'mode = "control"'],
      ...['[device "qemu_balloon"]', 'driver = "virtio-balloon-pci"'],
    ];
    await writeFile(file, text.join('\n'));
    expect(read(`-name web -readconfig ${file}`).machine).toMatchObject({
      name: 'web',
      listen: 'unix:/run/a,b',
      chardev: 'monitor',
      memoryBytes: 2 ** 30,
      vcpus: [11, 12],
      accelerator: 'kvm',
      balloonId: 'qemu_balloon',
    });
    await writeFile(file, '[mon]\nchardev monitor\n');
    expect(() => read(`-readconfig ${file}`)).toThrow(
      new QemuRefusal(`-readconfig ${file}: line 2: parse error`),
    );
  });

  it.each([
    ['-m 1G', { memoryBytes: 2 ** 30 }],
    ['-m size=1536M,slots=2,maxmem=8G', { memoryBytes: 1536 * 2 ** 20 }],
    ['-smp sockets=2,cores=2,threads=2', { vcpus: [11, 12, 13, 11, 12, 13, 11, 12] }],
    ['-smp cpus=2,maxcpus=8', { vcpus: [11, 12] }],
    ['-enable-kvm', { accelerator: 'kvm' }],
    ['-M q35,accel=kvm:tcg -machine accel=kvm:tcg', { accelerator: 'kvm' }],
    ['-incoming defer', { status: 'inmigrate' }],
    [
      '-no-reboot -action panic=pause,shutdown=pause',
      { noReboot: true, actions: { panic: 'pause', shutdown: 'pause' } },
    ],
    ['-vnc 127.0.0.1:2,password=on', { vnc: { host: '127.0.0.1', port: 5902 } }],
    ['-device virtio-balloon-device,id=b', { balloon: 'mmio', balloonId: 'b' }],
    [
      '-device virtio-balloon,deflate-on-oom=on,page-poison=off',
      { balloon: 'anonymous', deflateOnOom: true, pagePoison: false },
    ],
    [
      '-drive file=/a,if=virtio,format=raw',
      { disks: [{ id: 'virtio0', device: 'virtio0', format: 'raw', file: '/a', readOnly: false }] },
    ],
    ['/disk.img -name web', { name: 'web' }],
  ])('makes a machine of %s', (line, machine) => {
    expect(read(line).machine).toMatchObject(machine);
  });

  it.each([
    ['-foo', '-foo: invalid option'],
    ['--bar x', '--bar: invalid option'],
    ['-name', '-name: requires an argument'],
    ['-mon chardev=m,mode=control', '-mon chardev=m,mode=control: chardev "m" not found'],
    ['-chardev null,id=a -chardev null,id=a', "-chardev null,id=a: Duplicate ID 'a' for chardev"],
    ['-uuid 1', '-uuid 1: failed to parse UUID string: wrong format'],
    [
      '-qmp stdio',
      "-qmp stdio: the mock's monitors are sockets: unix:PATH, tcp:HOST:PORT or -chardev socket",
    ],
  ])('refuses %s', (line, message) => {
    expect(() => read(line)).toThrow(new QemuRefusal(message));
  });

  it('starts nothing where only the version is asked for', () => {
    expect(read('--version').machine).toBeUndefined();
  });
});

describe('the value of an option', () => {
  it('has an implied key, switches, and commas that are doubled', () => {
    const values = parseOptionList('socket,id=a,path=/x,,y,,server,nowait,to=5', 'backend');
    expect(Object.fromEntries(values)).toEqual({
      backend: 'socket',
      id: 'a',
      path: '/x,y,server',
      wait: 'off',
      to: '5',
    });
  });
});
