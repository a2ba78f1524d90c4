import { mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { takeSnapshot } from '../../src/poll/take-snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { freePort } from '../free-port.js';
import { describeLab } from '../lab/context.js';
import { entryFor } from '../lab/qemu-version.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { addressOf, answering, discovered } from './discovered.js';

describeLab('discovery finds a QEMU', (lab) => {
  it.each([
    ['-qmp', (path: string) => ['-qmp', `unix:${path},server=on,wait=off`]],
    ['-qmp in the old words', (path: string) => ['-qmp', `unix:${path},server,nowait`]],
    ['-qmp-pretty', (path: string) => ['-qmp-pretty', `unix:${path},server=on,wait=off`]],
    [
      '-mon and -chardev',
      (path: string) => [
        '-chardev',
        `socket,id=m,path=${path},server=on,wait=off`,
        '-mon',
        'chardev=m,mode=control',
      ],
    ],
  ])('by %s', async (_, monitor) => {
    const path = join(await temporaryDirectory(), 'a,b.sock');
    const args = [
      ...PAUSED_MACHINE,
      '-name',
      'guest=by,,way,debug-threads=on',
      ...monitor(path.replace(',', ',,')),
    ];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    expect(await discovered(pid)).toMatchObject({ ...answering('by,way'), socket: addressOf(pid, path) });
  });

  it('on tcp', async () => {
    const port = await freePort();
    const args = [...PAUSED_MACHINE, '-name', 'on-tcp', '-qmp', `tcp::${port},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: `tcp:127.0.0.1:${port}` });
    expect(await discovered(pid)).toMatchObject({ ...answering('on-tcp'), socket: `tcp:127.0.0.1:${port}` });
  });

  it('on tcp, at a host by name', async () => {
    const port = await freePort();
    const args = [...PAUSED_MACHINE, '-name', 'by-host', '-qmp', `tcp:localhost:${port},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: `tcp:localhost:${port}` });
    expect(await discovered(pid)).toMatchObject(answering('by-host'));
  });

  it('on a socket that it has inherited as a descriptor', async () => {
    const path = join(await temporaryDirectory(), 's');
    // Listens, then executes QEMU with the descriptor, as systemd or libvirt does.
    const listen = `$^F = 255; socket(S, AF_UNIX, SOCK_STREAM, 0) && bind(S, sockaddr_un(shift)) && listen(S, 1) or die;
      s/FD/fileno(S)/e for @ARGV; exec @ARGV`;
    const args = [...PAUSED_MACHINE, '-name', 'by-fd', '-chardev', 'socket,id=m,fd=FD,server=on,wait=off'];
    const through = ['perl', '-MSocket', '-e', listen, path];
    const { pid } = await startBareQemu(lab.qemu, [...args, '-mon', 'chardev=m,mode=control'], { through });
    await expect.poll(() => discovered(pid)).toMatchObject(answering('by-fd'));
    expect(await discovered(pid)).toMatchObject({ socket: addressOf(pid, path) });
  });

  it('on an abstract socket, with the reason when this Node cannot reach one', async () => {
    const name = `qgauge-test-${process.pid}`;
    const args = [
      ...PAUSED_MACHINE,
      '-name',
      'abstract',
      '-qmp',
      `unix:${name},abstract=on,server=on,wait=off`,
    ];
    const { pid } = await startBareQemu(lab.qemu, args);
    const major = Number.parseInt(process.versions.node, 10);
    const why = `unix:@${name}: Node ${major} cannot reach an abstract socket: use Node 22, or a socket with a path`;
    const expected = major < 22 ? { problem: { kind: 'failed', message: why } } : answering('abstract');
    await expect
      .poll(() => discovered(pid))
      .toMatchObject({ name: 'abstract', socket: `unix:@${name}`, ...expected });
  });

  it('by a path relative to its working directory, of any length', async () => {
    const directory = join(await temporaryDirectory(), 'd'.repeat(120));
    mkdirSync(directory);
    const args = [...PAUSED_MACHINE, '-name', 'relative', '-qmp', 'unix:qmp.sock,server=on,wait=off'];
    const path = join(directory, 'qmp.sock');
    const { pid } = await startBareQemu(lab.qemu, args, { cwd: directory, ready: path });
    // The path in other mounts may be too long to connect to.
    const socket = addressOf(pid, path);
    expect(await discovered(pid)).toMatchObject({ ...answering('relative'), socket });
  });

  it('by a relative path after it has become a daemon and left its directory', async () => {
    const directory = await temporaryDirectory();
    const pidfile = join(directory, 'pid');
    const monitor = ['-qmp', 'unix:qmp.sock,server=on,wait=off', '-daemonize', '-pidfile', pidfile];
    const args = [...PAUSED_MACHINE, '-name', 'daemon', ...monitor];
    const { child } = await startBareQemu(lab.qemu, args, {
      cwd: directory,
      env: { ...process.env, PWD: directory },
    });
    await new Promise((resolve) => child.once('close', resolve));
    const pid = Number(readFileSync(pidfile, 'utf8'));
    onTestFinished(() => {
      process.kill(pid, 'SIGKILL');
    });
    expect(await discovered(pid)).toMatchObject({
      ...answering('daemon'),
      socket: addressOf(pid, join(directory, 'qmp.sock')),
    });
  });

  it('in a mount namespace of its own', async () => {
    const own = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs none /mnt && exec "$@"', 'sh'];
    const args = [...PAUSED_MACHINE, '-name', 'mounts', '-qmp', 'unix:/mnt/qmp.sock,server=on,wait=off'];
    const { pid } = await startBareQemu(lab.qemu, args, { through: own });
    await expect.poll(() => discovered(pid)).toMatchObject(answering('mounts'));
    expect(await discovered(pid)).toMatchObject({ socket: `unix:/proc/${pid}/root/mnt/qmp.sock` });
  });

  it('in a chroot', async () => {
    const root = await temporaryDirectory();
    const jail = `mount --rbind / ${root} && mount -t tmpfs none ${root}/mnt && exec chroot ${root} "$@"`;
    const args = [...PAUSED_MACHINE, '-name', 'jailed', '-qmp', 'unix:/mnt/qmp.sock,server=on,wait=off'];
    const { pid } = await startBareQemu(lab.qemu, args, {
      through: ['unshare', '--mount', 'sh', '-c', jail, 'sh'],
    });
    await expect.poll(() => discovered(pid)).toMatchObject(answering('jailed'));
  });

  it('in network and pid namespaces of its own, with other thread ids', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'contained', '-qmp', `unix:${path},server=on,wait=off`];
    const through = ['unshare', '--net', '--pid', '--fork', '--kill-child=SIGKILL'];
    await startBareQemu(lab.qemu, args, { through, ready: path });
    const { guests } = await takeSnapshot();
    const guest = guests.find(({ socket }) => socket?.endsWith(path));
    expect(guest).toMatchObject(answering('contained'));
    expect(guest?.linux?.threads.map(({ id }) => id)).toContain(1);
    expect(guest?.pid).toBeGreaterThan(1);
    expect(guest?.socket).toBe(addressOf(guest?.pid ?? 0, path));
  });

  it('under another name of the program', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'renamed', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { argv0: 'vmm', ready: path });
    expect(await discovered(pid)).toMatchObject(answering('renamed'));
  });

  it('under another name, also when an option has the value of a QEMU name', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'kvm', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { argv0: 'vmm', ready: path });
    expect(await discovered(pid)).toMatchObject(answering('kvm'));
  });

  it('and not the clone that cleans up after it', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [
      ...PAUSED_MACHINE,
      ...entryFor(lab.qemu, { '7.2': ['-async-teardown'], '10.0': ['-run-with', 'async-teardown=on'] }),
      '-name',
      'torn',
      '-qmp',
      `unix:${path},server=on,wait=off`,
    ];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    const { guests } = await takeSnapshot();
    expect(guests.filter(({ name }) => name.startsWith('torn')).map((guest) => guest.pid)).toEqual([pid]);
  });

  it('of two on one tcp port, at two addresses', async () => {
    const port = await freePort();
    const start = (name: string, host: string) =>
      startBareQemu(
        lab.qemu,
        [...PAUSED_MACHINE, '-name', name, '-qmp', `tcp:${host}:${port},server=on,wait=off`],
        {
          ready: `tcp:${host}:${port}`,
        },
      );
    const first = await start('first', '127.0.0.1');
    const second = await start('second', '127.0.0.2');
    const owner = connect(port, '127.0.0.1');
    onTestFinished(() => {
      owner.destroy();
    });
    await new Promise((resolve) => owner.once('data', resolve));
    expect(await discovered(first.pid)).toMatchObject({ name: 'first', problem: { kind: 'busy' } });
    expect(await discovered(second.pid)).toMatchObject(answering('second'));
    owner.destroy();
    await expect
      .poll(async () => (await takeSnapshot({ sockets: [parseAddress(`tcp:127.0.0.1:${port}`)] })).guests)
      .toMatchObject([{ ...answering('first'), pid: first.pid }]);
  });

  it('and not the program that has started it', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'wrapped', '-qmp', `unix:${path},server=on,wait=off`];
    const through = ['timeout', '60', 'setpriv', '--pdeathsig', 'KILL'];
    const { pid } = await startBareQemu(lab.qemu, args, { through, ready: path });
    expect(await discovered(pid)).toBeUndefined();
    const { guests } = await takeSnapshot();
    expect(guests.filter(({ name }) => name.startsWith('wrapped'))).toHaveLength(1);
  });

  it('without a monitor, with its process', async () => {
    const args = [...PAUSED_MACHINE, '-name', 'mute', '-uuid', '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486'];
    const { pid } = await startBareQemu(lab.qemu, args);
    await expect
      .poll(() => discovered(pid))
      .toMatchObject({
        name: 'mute',
        uuid: '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486',
        qemu: undefined,
        problem: {
          kind: 'no-monitor',
          message: `pid ${pid}: QEMU was started without a QMP socket: give it -qmp unix:/path,server=on,wait=off`,
        },
        linux: { rssBytes: expect.any(Number) },
      });
  });
});

describeLab('a process that only looks like a QEMU', (lab) => {
  it('does not disturb the others, whatever its arguments are', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'honest', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    const hostile = [
      '-netdev',
      '{"type":"tap","id":"a","ifname":"a\\u0000b"}',
      '-device',
      'virtio-net-pci,netdev=a',
    ];
    await startBareQemu('perl', ['-e', 'sleep 60', '--', ...hostile], { argv0: 'kvm' });
    expect(await discovered(pid)).toMatchObject(answering('honest'));
  });
});
