import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/discover/command-line.js';

const parse = (text: string) => parseCommandLine(text.split(' '));

const at = (path: string) => ({ type: 'path', path, waits: true });
const inet = (host: string, port: number, lastPort = port) => ({
  ...{ type: 'inet', host, port, lastPort },
  waits: true,
});

describe('monitors', () => {
  it.each([
    ['-qmp unix:/run/a.sock,server=on,wait=off', [{ ...at('/run/a.sock'), waits: false }]],
    ['-qmp unix:/run/a.sock,server,nowait', [{ ...at('/run/a.sock'), waits: false }]],
    ['-qmp unix:/run/a.sock,server=on,wait=on', [at('/run/a.sock')]],
    ['--qmp-pretty unix:a.sock,server', [at('a.sock')]],
    ['-qmp unix:/a,,b.sock,server', [at('/a,b.sock')]],
    ['-qmp unix:vm1,abstract=on,server=on', [{ type: 'abstract', name: 'vm1', waits: true }]],
    ['-qmp unix:fd=14,server=on,wait=off', [{ type: 'fd', fd: 14, waits: false }]],
    ['-qmp tcp:127.0.0.1:4444,server=on', [inet('127.0.0.1', 4444)]],
    ['-qmp tcp::4444,server', [inet('', 4444)]],
    ['-qmp tcp:[::1]:4444,server', [inet('::1', 4444)]],
    ['-qmp tcp:localhost:0,server', [inet('localhost', 0)]],
    ['-qmp tcp:localhost:4444,to=4450,server', [inet('localhost', 4444, 4450)]],
    ['-chardev socket,id=m,path=/a,server=on -mon chardev=m,mode=control,pretty=on', [at('/a')]],
    ['-mon m,mode=control -chardev socket,path=/a,id=m,server', [at('/a')]],
    ['-chardev socket,id=m,host=::1,port=4444,server=on -mon chardev=m,mode=control', [inet('::1', 4444)]],
    [
      '-chardev socket,id=m,fd=23,server=on -mon chardev=m,mode=control',
      [{ type: 'fd', fd: 23, waits: true }],
    ],
    ['-chardev socket,id=m,path=/a,server=on -qmp chardev:m', [at('/a')]],
    ['-qmp unix:/a,server -qmp unix:/b,server', [at('/a'), at('/b')]],
    ['-chardev socket,id=m,path=/a,server=on -mon chardev=m', []],
    ['-monitor unix:/a,server', []],
    ['-append -qmp unix:/a,server', []],
    ['-S -qmp unix:/a,server', [at('/a')]],
    ['disk.img -nodefaults -qmp unix:/a,server', [at('/a')]],
  ])('%s', (text, monitors) => {
    expect(parse(text).monitors).toEqual(monitors);
  });

  it.each([
    ['-qmp stdio', 'stdio is not a socket'],
    ['-qmp pty', 'pty is not a socket'],
    ['-qmp unix:/a', 'QEMU itself connects to it (server=off)'],
    ['-qmp tcp:a:b,server', 'tcp:a:b,server is not understood'],
    ['-qmp telnet::4444,server', 'it speaks telnet'],
    ['-chardev socket,id=m,path=/a -mon chardev=m,mode=control', 'QEMU itself connects to it (server=off)'],
    ['-chardev socket,id=m,path=/a,server=on,telnet=on -mon chardev=m,mode=control', 'it speaks telnet'],
    ['-chardev socket,id=m,path=/a,server=on,websocket=on -qmp chardev:m', 'it speaks websocket'],
    ['-chardev socket,id=m,port=1,server=on,tls-creds=t -qmp chardev:m', 'it speaks TLS'],
    ['-chardev socket,id=m,fd=mon0,server=on -qmp chardev:m', 'descriptor mon0 is not a number'],
    ['-chardev vc,id=m -qmp chardev:m', 'vc is not a socket'],
    ['-qmp chardev:m', 'its chardev m is unknown'],
  ])('%s cannot be connected to: %s', (text, why) => {
    expect(parse(text).monitors).toEqual([{ why }]);
  });
});

describe('-readconfig', () => {
  const FILE = `
# as Incus and LXD write it
[chardev "monitor"]
backend = "socket"
path = "/run/qemu.monitor"
server = "on"
wait = "off"

[mon]
chardev = "monitor"
mode = "control"

[netdev "lxd_eth0"]
  type = "tap"
  ifname = "tap5a3f"
[device "dev-lxd_eth0"]
driver = "virtio-net-pci"
netdev = "lxd_eth0"
mac = "00:16:3e:12:34:56"
[object "io1"]
qom-type = "iothread"
[machine]
type = "none"
not a line of such a file
`;
  const read = (file: string | { why: string }, ...args: string[]) =>
    parseCommandLine(['-readconfig', '/etc/qemu.conf', ...args], () => file);

  it('is read like the options that it stands for', () => {
    const { monitors, nics, iothreads, hasMachine, unreadFiles } = read(FILE);
    expect(monitors).toEqual([{ ...at('/run/qemu.monitor'), waits: false }]);
    expect(nics).toMatchObject([{ id: 'dev-lxd_eth0', netdev: 'lxd_eth0', mac: '00:16:3e:12:34:56' }]);
    expect(nics[0]?.backend?.get('ifname')).toBe('tap5a3f');
    expect({ iothreads, hasMachine, unreadFiles }).toEqual({
      iothreads: 1,
      hasMachine: false,
      unreadFiles: [],
    });
  });

  it('counts in the order of the options', () => {
    expect(read(FILE, '-machine', 'q35').hasMachine).toBe(true);
    expect(read(FILE, '-qmp', 'unix:/b,server').monitors).toMatchObject([
      { path: '/run/qemu.monitor' },
      at('/b'),
    ]);
  });

  it('that cannot be read may hold anything', () => {
    const { unreadFiles, mayHaveVnc, mayHaveSpice, mayHaveBuiltInNic } = read(
      { why: 'permission denied' },
      ...['-nodefaults', '-nographic', '-display', 'none'],
    );
    expect(unreadFiles).toEqual([{ why: 'permission denied' }]);
    expect([mayHaveVnc, mayHaveSpice, mayHaveBuiltInNic]).toEqual([true, true, true]);
  });

  it('is no option of anything, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(read(text).unreadFiles).toEqual([]);
      }),
    );
  });
});

describe('what QEMU serves beside its monitors', () => {
  const served = (text: string) =>
    parse(text).servers.map(({ what, socket }) => [
      what,
      socket.type === 'inet' ? socket.port : socket.type === 'path' ? socket.path : socket.type,
    ]);

  it.each([
    ['-gdb tcp::1234', [['gdbstub', 1234]]],
    ['-gdb unix:/g', []],
    ['-gdb unix:/g,server=on,wait=off', [['gdbstub', '/g']]],
    ['-s', [['gdbstub', 1234]]],
    ['-incoming tcp:0:4444', [['incoming migration', 4444]]],
    ['-incoming unix:/in', [['incoming migration', '/in']]],
    ['-incoming defer', []],
    [
      '-incoming {"channel-type":"main","addr":{"transport":"socket","type":"inet","host":"0","port":"4445"}}',
      [['incoming migration', 4445]],
    ],
    ['-vnc :1', [['VNC server', 5901]]],
    ['-vnc unix:/v', [['VNC server', '/v']]],
    ['-vnc none', []],
    [
      '-vnc 127.0.0.1:4,websocket=on',
      [
        ['VNC server', 5904],
        ['VNC server', 5704],
      ],
    ],
    ['-display vnc=:3', [['VNC server', 5903]]],
    ['-spice port=5930,disable-ticketing=on', [['SPICE server', 5930]]],
    ['-spice unix=on,addr=/s', [['SPICE server', '/s']]],
    ['-monitor unix:/h,server,nowait', [['human monitor (HMP)', '/h']]],
    ['-chardev socket,id=h,path=/h,server=on -mon chardev=h,mode=readline', [['human monitor (HMP)', '/h']]],
    ['-serial unix:/c,server', [['serial port', '/c']]],
    ['-serial mon:tcp::5000,server', [['serial port', 5000]]],
    ['-chardev socket,id=c,path=/c,server=on -serial chardev:c', [['serial port', '/c']]],
    [
      '-chardev socket,id=a,path=/a,server=on -device virtserialport,chardev=a,name=org.qemu.guest_agent.0',
      [['guest agent', '/a']],
    ],
    ['-chardev socket,id=x,path=/x,server=on', [['character device x', '/x']]],
    ['-chardev socket,id=m,path=/m,server=on -qmp chardev:m -qmp unix:/n,server', []],
  ])('%s', (text, servers) => {
    expect(served(text)).toEqual(servers);
  });

  it('may be what it waits for', () => {
    const text = '-qmp unix:/a,server=on,wait=off -serial unix:/c,server -gdb tcp::1234';
    expect(parse(text).waitsFor).toEqual([at('/c')]);
  });

  it('is waited for where it is the process behind a card', () => {
    const text = '-chardev socket,id=v,path=/v,server=on,wait=off -netdev vhost-user,id=n0,chardev=v';
    expect(parse(text).waitsFor).toEqual([at('/v')]);
  });
});

it.each([
  ['-machine none', false],
  ['-M none,accel=kvm:tcg', false],
  ['-machine q35 -machine accel=tcg', true],
  ['-machine {"type":"q35"}', true],
  ['-m 64', true],
])('%s: there is a machine in it: %s', (text, hasMachine) => {
  expect(parse(text).hasMachine).toBe(hasMachine);
});

it('counts -object iothread, in both forms', () => {
  expect(
    parse('-object iothread,id=a -object {"qom-type":"iothread","id":"b"} -object rng-random,id=c').iothreads,
  ).toBe(2);
});

describe('names', () => {
  it.each([
    ['-name vm1', 'vm1'],
    ['-name vm1,process=x', 'vm1'],
    ['-name guest=vm1,debug-threads=on', 'vm1'],
    ['-name a -name b', 'b'],
    ['-name debug-threads=on,guest=c', 'c'],
    ['-m 64', undefined],
  ])('%s', (text, name) => {
    expect(parse(text).name).toBe(name);
  });

  it('cuts a name that is longer than any user would give', () => {
    expect(parse(`-name guest=${'x'.repeat(70_000)}`).name).toBe('x'.repeat(255));
  });

  it('come with UUID and pidfile', () => {
    expect(parse('-uuid ABCDEF00-0000-4000-8000-000000000001 -pidfile /run/x.pid')).toMatchObject({
      uuid: 'abcdef00-0000-4000-8000-000000000001',
      pidfile: '/run/x.pid',
    });
  });
});

it('the guest agent is found by its port, whatever its chardev is called', () => {
  const text =
    '-chardev socket,id=ch0,path=/run/qga.sock,server=on -device virtio-serial -device virtserialport,chardev=ch0,name=org.qemu.guest_agent.0';
  expect(parse(text).agent).toEqual(at('/run/qga.sock'));
});

describe('network cards', () => {
  it('keep the order of the command line, with their backends', () => {
    const { nics } = parse(
      '-netdev tap,id=n1,ifname=tap1 -netdev {"type":"tap","id":"n0","ifname":"tap0"} -device virtio-net-pci,netdev=n0,mac=52:54:00:00:00:01 -device {"driver":"e1000","netdev":"n1","id":"second"}',
    );
    expect(nics.map(({ id, netdev, mac, backend }) => [id, netdev, mac, backend?.get('ifname')])).toEqual([
      [undefined, 'n0', '52:54:00:00:00:01', 'tap0'],
      ['second', 'n1', undefined, 'tap1'],
    ]);
  });

  it('of -nic bring their backend along', () => {
    const { nics } = parse('-nic tap,ifname=tap0,mac=52:54:00:00:00:01 -nic none');
    expect(nics.map(({ mac, backend }) => [mac, backend?.get('ifname')])).toEqual([
      ['52:54:00:00:00:01', 'tap0'],
    ]);
  });

  it('of -net share a hub: a single backend is certain, two are not', () => {
    const one = parse('-net nic,macaddr=52:54:00:00:00:01 -net tap,ifname=tap0').nics;
    expect(one.map(({ mac, backend }) => [mac, backend?.get('ifname')])).toEqual([
      ['52:54:00:00:00:01', 'tap0'],
    ]);
    const two = parse('-net nic -net tap,ifname=tap0 -net tap,ifname=tap1').nics;
    expect(two.map(({ backend }) => backend)).toEqual([undefined]);
  });
});
