import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/discover/command-line.js';

const parse = (text: string) => parseCommandLine(text.split(' '));

describe('monitors', () => {
  it.each([
    ['-qmp unix:/run/a.sock,server=on,wait=off', [{ type: 'path', path: '/run/a.sock' }]],
    ['-qmp unix:/run/a.sock,server,nowait', [{ type: 'path', path: '/run/a.sock' }]],
    ['--qmp-pretty unix:a.sock,server', [{ type: 'path', path: 'a.sock' }]],
    ['-qmp unix:/a,,b.sock,server', [{ type: 'path', path: '/a,b.sock' }]],
    ['-qmp unix:vm1,abstract=on,server=on', [{ type: 'abstract', name: 'vm1' }]],
    ['-qmp tcp:127.0.0.1:4444,server=on', [{ type: 'inet', host: '127.0.0.1', port: 4444 }]],
    ['-qmp tcp::4444,server', [{ type: 'inet', host: '', port: 4444 }]],
    ['-qmp tcp:[::1]:4444,server', [{ type: 'inet', host: '::1', port: 4444 }]],
    [
      '-chardev socket,id=m,path=/a,server=on -mon chardev=m,mode=control,pretty=on',
      [{ type: 'path', path: '/a' }],
    ],
    ['-mon m,mode=control -chardev socket,path=/a,id=m,server', [{ type: 'path', path: '/a' }]],
    [
      '-chardev socket,id=m,host=::1,port=4444,server=on -mon chardev=m,mode=control',
      [{ type: 'inet', host: '::1', port: 4444 }],
    ],
    ['-chardev socket,id=m,fd=23,server=on -mon chardev=m,mode=control', [{ type: 'fd', fd: 23 }]],
    ['-chardev socket,id=m,path=/a,server=on -qmp chardev:m', [{ type: 'path', path: '/a' }]],
    [
      '-qmp unix:/a,server -qmp unix:/b,server',
      [
        { type: 'path', path: '/a' },
        { type: 'path', path: '/b' },
      ],
    ],
    ['-chardev socket,id=m,path=/a,server=on -mon chardev=m', []],
    ['-chardev socket,id=m,path=/a -mon chardev=m,mode=control', []],
    ['-chardev socket,id=m,path=/a,server=on,telnet=on -mon chardev=m,mode=control', []],
    ['-monitor unix:/a,server', []],
    ['-qmp stdio', []],
    ['-qmp unix:/a', []],
    ['-append -qmp unix:/a,server', []],
    ['-S -qmp unix:/a,server', [{ type: 'path', path: '/a' }]],
    ['disk.img -nodefaults -qmp unix:/a,server', [{ type: 'path', path: '/a' }]],
  ])('%s', (text, monitors) => {
    expect(parse(text).monitors).toEqual(monitors);
  });
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
  expect(parse(text).agent).toEqual({ type: 'path', path: '/run/qga.sock' });
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
