import { expect, it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';

/** nix, kata 1, Clear Containers, Xen, builds of one's own and of vendors; the last is deleted by an upgrade. */
const PROGRAMS = [
  '.qemu-system-x86_64-wrapped',
  'qemu-lite-system-x86_64',
  'qemu-cc-system-x86_64',
  'qemu-dm',
  'qemu-system-x86_64-9.2.1',
  'qemu-system-x86_64.real',
  'qemu-kvm-rhev',
  'my-vmm',
  'qemu-system-x86_64-del',
];
const MACHINE = ['-M', 'isapc', '-accel', 'tcg', '-m', '16', '-nodefaults', '-display', 'none', '-S'];

describeHost('QEMUs under every name of the program', (lab) => {
  it('are found', async () => {
    const host = await LabHost.start(lab.qemu);
    // Beside the real one: QEMU looks for its modules and firmware where its own path leads.
    await host.shell(`mkdir layer; mount -t tmpfs layer layer; mkdir layer/upper layer/work
      mount -t overlay -o lowerdir=/usr/bin,upperdir=$PWD/layer/upper,workdir=$PWD/layer/work names /usr/bin
      for name in ${PROGRAMS.join(' ')}; do cp ${lab.qemu} /usr/bin/$name; done`);
    const start = (name: string, number: number) => {
      const monitor = host.path(`${number}.sock`);
      const args = [...MACHINE, '-name', name, '-qmp', `unix:${monitor},server=on,wait=off`];
      return host.startQemu(args, { program: `/usr/bin/${name}`, monitor });
    };
    await Promise.all(PROGRAMS.map(start));
    await host.shell('rm /usr/bin/qemu-system-x86_64-del');
    const seen = (await host.ls()).guests.map(({ name, state, problem }) => [name, state, problem]);
    expect(seen.sort()).toEqual(PROGRAMS.map((name) => [name, 'prelaunch', null]).sort());
  });
});

/** `-name` takes a comma twice. */
const NAMES: readonly (readonly [argument: string, recorded: string])[] = [
  ['a,,b', 'a,b'],
  ['prod/web 1', 'prod/web 1'],
  [`it's "q"`, `it's _q_`],
  ['tab\tname', 'tab_name'],
  ['two\nlines', 'two_lines'],
  ['größe-日本', 'größe-日本'],
  ['007', '007'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  [`${'l'.repeat(60)}1`, `${'l'.repeat(60)}1`],
  [`${'l'.repeat(60)}2`, `${'l'.repeat(60)}2`],
  ['totals', 'totals'],
  ['vm10', 'vm10'],
];

describeHost('a QEMU without -name', (lab) => {
  it('is called after its socket: podman machine', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell('qemu-img create -q -f qcow2 d.qcow2 64M; echo "{}" > ignition.json');
    const monitor = host.path('qmp_podman-machine-default.sock');
    const link = ['local', 'remote'].map((end) => `${end}.type=unix,${end}.path=${host.path(end)}`).join(',');
    const chardev = `socket,path=${host.path('ready.sock')},server=on,wait=off,id=apodman-machine-default_ready`;
    const port = 'virtserialport,chardev=apodman-machine-default_ready,name=org.fedoraproject.port.0';
    const args = [
      ...[
        '-m',
        '64',
        '-smp',
        '2',
        '-fw_cfg',
        `name=opt/com.coreos/config,file=${host.path('ignition.json')}`,
      ],
      ...['-qmp', `unix:${monitor},server=on,wait=off`, '-netdev', `dgram,id=vlan,${link}`],
      ...['-device', 'virtio-net-pci,netdev=vlan,mac=5a:94:ef:e4:0c:ee', '-device', 'virtio-serial'],
      ...['-chardev', chardev, '-device', port, '-pidfile', host.path('podman.pid')],
      ...['-machine', 'q35,accel=tcg', '-cpu', 'max', '-display', 'none'],
      ...['-drive', `if=virtio,file=${host.path('d.qcow2')},format=qcow2`, '-S'],
    ];
    await host.startQemu(args, { monitor });
    const { VMs } = (await host.collect()).record.data;
    expect(VMs).toMatchObject({
      'qmp_podman-machine-default': { status_int: 3, cpus: 2, disk_alloc: 2 ** 26 },
    });
    const [vm] = Object.values(VMs);
    expect(Object.keys(vm?.disks ?? {})).toEqual(['virtio0']);
    // What the other end of a socket has counted is not known here.
    expect(vm?.ifs).toMatchObject({ nic0: { if: '', mac: '5a:94:ef:e4:0c:ee', ibytes: null, obytes: null } });
  });
});

describeHost('names that people give', (lab) => {
  it('are all in the record, without a backslash, and in columns of equal number', async () => {
    const host = await LabHost.start(lab.qemu);
    const start = (name: string, number: number) => {
      const monitor = host.path(`${number}.sock`);
      return host.startQemu([...MACHINE, '-name', name, '-qmp', `unix:${monitor},server=on,wait=off`], {
        monitor,
      });
    };
    const names = [...NAMES.map(([argument]) => argument), 'vm1', 'vm1', ''];
    await Promise.all(names.map(start));

    const { record, stdout } = await host.collect();
    const recorded = Object.keys(record.data.VMs);
    expect(recorded).toHaveLength(names.length);
    expect(recorded).toEqual(expect.arrayContaining(NAMES.map(([, name]) => name)));
    // Two have one name, and one has none: they are called by more than their names.
    expect(recorded.filter((name) => name.startsWith('vm1') && name !== 'vm10')).toHaveLength(2);
    expect(recorded).not.toContain('');
    expect(record.data.totals).toMatchObject({ paused: names.length, on: 0, unknown: 0 });
    expect(stdout).not.toContain('\\');

    const text = await host.qgauge('stream -r 1 -f 1 -p text --interval off'.split(' '));
    const rows = text.stdout.split('\n').filter((line) => line !== '');
    expect(rows).toHaveLength(1 + names.length);
    expect(new Set(rows.map((row) => row.split('\t').length)).size).toBe(1);
    const influx = await host.qgauge('stream -r 1 -f 1 -p influx --interval off'.split(' '));
    // A tag ends at a comma or a blank that has no backslash before it.
    const tags = influx.stdout.matchAll(/,guest=((?:[^,\\ ]|\\.)+)/g);
    expect(new Set(Array.from(tags, ([, tag]) => tag)).size).toBe(names.length);
  });
});
