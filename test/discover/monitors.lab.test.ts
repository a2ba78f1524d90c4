import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readNetTcp, type TcpSocketLine } from '../../src/linux/net-tcp.js';
import { readNetUnix } from '../../src/linux/net-unix.js';
import { takeSnapshot } from '../../src/poll/take-snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { freePort } from '../free-port.js';
import { describeLab } from '../lab/context.js';
import { addressOf, answering, discovered } from '../poll/discovered.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** Binds and listens, then executes a program with the descriptor in place of FD. */
const LISTEN = `$^F = 255; socket(S, AF_UNIX, SOCK_STREAM, 0) && bind(S, sockaddr_un(shift)) && listen(S, 1) or die;
  s/FD/fileno(S)/e for @ARGV; exec @ARGV`;

/** A configuration file of -readconfig with a monitor at this path. */
function configOf(path: string): string {
  return `[chardev "m"]\nbackend = "socket"\npath = "${path}"\nserver = "on"\nwait = "off"\n[mon]\nchardev = "m"\nmode = "control"\n`;
}

describeLab('the monitor of a QEMU is found', (lab) => {
  it('behind the descriptor of a -qmp unix:fd=', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'fd', '-qmp', 'unix:fd=FD,server=on,wait=off'];
    const through = ['perl', '-MSocket', '-e', LISTEN, path];
    const { pid } = await startBareQemu(lab.qemu, args, { through });
    await expect.poll(() => discovered(pid)).toMatchObject(answering('fd'));
    expect(await discovered(pid)).toMatchObject({ socket: addressOf(pid, path) });
  });

  it('behind a descriptor that was made in our network namespace, for a QEMU in its own', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'pod', '-qmp', 'unix:fd=FD,server=on,wait=off'];
    const through = ['perl', '-MSocket', '-e', LISTEN, path, 'unshare', '--net'];
    const { pid } = await startBareQemu(lab.qemu, args, { through });
    await expect.poll(() => discovered(pid)).toMatchObject(answering('pod'));
    expect(await discovered(pid)).toMatchObject({ socket: addressOf(pid, path) });
  });

  it('on the port that the kernel has chosen', async () => {
    const args = [...PAUSED_MACHINE, '-name', 'any', '-qmp', 'tcp:127.0.0.1:0,server=on,wait=off'];
    const gdb = ['-gdb', `tcp:127.0.0.1:${await freePort()}`];
    const { pid } = await startBareQemu(lab.qemu, [...args, ...gdb]);
    await expect
      .poll(() => discovered(pid))
      .toMatchObject({ ...answering('any'), socket: expect.stringMatching(/^tcp:127\.0\.0\.1:\d+$/) });
  });

  it('on the first free port of a range', async () => {
    const port = await freePort();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => {
      taken.close();
    });
    const monitor = `tcp:127.0.0.1:${port},to=${port + 9},server=on,wait=off`;
    const { pid } = await startBareQemu(lab.qemu, [...PAUSED_MACHINE, '-name', 'range', '-qmp', monitor]);
    await expect.poll(() => discovered(pid)).toMatchObject(answering('range'));
  });

  it('in a file of -readconfig, relative to the directory of its start', async () => {
    const directory = await temporaryDirectory();
    writeFileSync(join(directory, 'qemu.conf'), configOf('qmp.sock'));
    const args = [...PAUSED_MACHINE, '-name', 'file', '-readconfig', 'qemu.conf'];
    const ready = join(directory, 'qmp.sock');
    const { pid } = await startBareQemu(lab.qemu, args, { cwd: directory, ready });
    expect(await discovered(pid)).toMatchObject({
      ...answering('file'),
      socket: expect.stringMatching(/^unix:.*\/qmp\.sock$/),
    });
  });

  it('in a file of -readconfig in another root', async () => {
    const root = await temporaryDirectory();
    const jail = `mount --rbind / ${root} && mount -t tmpfs none ${root}/mnt && printf '%s' "$0" >${root}/mnt/qemu.conf && exec chroot ${root} "$@"`;
    const args = [...PAUSED_MACHINE, '-name', 'rooted', '-readconfig', '/mnt/qemu.conf'];
    const through = ['unshare', '--mount', 'sh', '-c', jail, configOf('/mnt/qmp.sock')];
    const { pid } = await startBareQemu(lab.qemu, args, { through });
    await expect.poll(() => discovered(pid)).toMatchObject(answering('rooted'));
  });

  it.each([
    ['sock-denied', (path: string) => chmodSync(path, 0)],
    ['sock-deleted', (path: string) => rmSync(path)],
    ['sock-moved', (path: string) => renameSync(path, `${path}.old`)],
  ])('beside one that is %s', async (name, spoil) => {
    const directory = await temporaryDirectory();
    const [first, second] = [join(directory, 'first'), join(directory, 'second')];
    const monitors = [first, second].flatMap((path) => ['-qmp', `unix:${path},server=on,wait=off`]);
    const { pid } = await startBareQemu(lab.qemu, [...PAUSED_MACHINE, '-name', name, ...monitors], {
      ready: second,
    });
    spoil(first);
    const socket = addressOf(pid, name === 'sock-denied' ? first : second); // nothing is denied to root
    expect(await discovered(pid)).toMatchObject({ ...answering(name), socket });
  });

  it('beside one whose path another QEMU has taken', async () => {
    const directory = await temporaryDirectory();
    const [same, own] = [join(directory, 'same'), join(directory, 'own')];
    const start = (name: string, ...paths: readonly string[]) =>
      startBareQemu(
        lab.qemu,
        [
          ...PAUSED_MACHINE,
          ...['-name', name],
          ...paths.flatMap((path) => ['-qmp', `unix:${path},server=on,wait=off`]),
        ],
        { ready: paths.at(-1) ?? '' },
      );
    const older = await start('robbed', same, own);
    const newer = await start('robber', same, join(directory, 'newer'));
    expect(await discovered(newer.pid)).toMatchObject(answering('robber'));
    expect(await discovered(older.pid)).toMatchObject({
      ...answering('robbed'),
      socket: addressOf(older.pid, own),
    });
  });

  it('where two QEMUs have the same relative path in different directories', async () => {
    const start = async (name: string) => {
      const cwd = await temporaryDirectory();
      const args = [...PAUSED_MACHINE, '-name', name, '-qmp', 'unix:qmp.sock,server=on,wait=off'];
      return startBareQemu(lab.qemu, args, { cwd, ready: join(cwd, 'qmp.sock') });
    };
    const [one, other] = [await start('here'), await start('there')];
    expect(await discovered(one.pid)).toMatchObject(answering('here'));
    expect(await discovered(other.pid)).toMatchObject(answering('there'));
  });
});

describeLab('a QEMU without a monitor that can be connected to', (lab) => {
  it('is told of the human monitor that it has, and of a socket that may be one', async () => {
    const directory = await temporaryDirectory();
    const [human, unknown] = [join(directory, 'h'), join(directory, 'u')];
    const args = [...PAUSED_MACHINE, '-name', 'human', '-monitor', `unix:${human},server=on,wait=off`];
    const through = ['perl', '-MSocket', '-e', LISTEN, unknown];
    const { pid } = await startBareQemu(lab.qemu, args, { through, ready: human });
    await expect
      .poll(async () => (await discovered(pid))?.problem)
      .toEqual({
        kind: 'no-monitor',
        message: `pid ${pid}: QEMU was started without a QMP socket: give it -qmp unix:/path,server=on,wait=off; its human monitor (HMP) at ${addressOf(pid, human)} does not speak QMP; if unix:${unknown} is a QMP monitor, name it with --socket`,
      });
  });

  it('is told of the file that may name one, and was deleted', async () => {
    const directory = await temporaryDirectory();
    const [config, path] = [join(directory, 'c'), join(directory, 's')];
    writeFileSync(config, configOf(path));
    const args = [...PAUSED_MACHINE, '-name', 'unread', '-readconfig', config];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    rmSync(config);
    await expect
      .poll(async () => (await discovered(pid))?.problem)
      .toEqual({
        kind: 'no-monitor',
        message: `pid ${pid}: -readconfig ${config} cannot be read: there is no such file; if unix:${path} is a QMP monitor, name it with --socket`,
      });
    expect((await takeSnapshot({ sockets: [parseAddress(path)] })).guests).toMatchObject([
      { ...answering('unread'), pid },
    ]);
  });

  it('whose file was deleted is told so', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'lost', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    rmSync(path);
    await expect
      .poll(async () => (await discovered(pid))?.problem)
      .toEqual({
        kind: 'gone',
        message: `${addressOf(pid, path)}: QEMU (pid ${pid}) listens there, but the file was deleted or moved: name it with --socket, or start QEMU again`,
      });
  });
});

describeLab('a socket of a QEMU that is not a monitor', (lab) => {
  /** Whether the machine still runs, by a monitor that qgauge does not know of. */
  async function statusOf(path: string): Promise<unknown> {
    const socket = createConnection(path);
    let text = '';
    for await (const chunk of socket.setEncoding('utf8')) {
      const isGreeting = text === '';
      text += chunk;
      if (isGreeting) socket.write('{"execute":"qmp_capabilities"}{"execute":"query-status"}');
      const status = /"status": "([^"]+)"/.exec(text)?.[1];
      if (status) return status;
    }
    return undefined;
  }

  const RUNNING = PAUSED_MACHINE.filter((word) => word !== '-S');

  it('is never connected to: a gdbstub would stop the guest', async () => {
    const path = join(await temporaryDirectory(), 's');
    const port = await freePort();
    const witness = ['-chardev', `socket,id=w,path=${path},server=on,wait=off`, '-qmp', 'chardev:w'];
    const args = [...RUNNING, '-name', 'debugged', '-gdb', `tcp:127.0.0.1:${port}`, ...witness];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    expect(await discovered(pid)).toMatchObject({ problem: undefined, qemu: { runState: 'running' } });
    for (const host of ['127.0.0.1', 'localhost']) {
      const { guests } = await takeSnapshot({ sockets: [parseAddress(`tcp:${host}:${port}`)] });
      const message = `tcp:${host}:${port}: it is the gdbstub of pid ${pid}, and not a QMP monitor`;
      expect(guests).toMatchObject([{ problem: { kind: 'foreign', message } }]);
    }
    expect(await statusOf(path)).toBe('running');
  });

  it('is never connected to: an incoming migration would end QEMU', async () => {
    const port = await freePort();
    const args = [...RUNNING, '-name', 'incoming', '-incoming', `tcp:127.0.0.1:${port}`];
    const { pid, child } = await startBareQemu(lab.qemu, args);
    const isListening = ({ state, localPort }: TcpSocketLine) => state === 'listening' && localPort === port;
    await expect.poll(() => readNetTcp('/proc', pid).some(isListening)).toBe(true);
    expect(await discovered(pid)).toMatchObject({ problem: { kind: 'no-monitor' } });
    const { guests } = await takeSnapshot({ sockets: [parseAddress(`tcp:127.0.0.1:${port}`)] });
    const why = `tcp:127.0.0.1:${port}: it is the incoming migration of pid ${pid}, and not a QMP monitor`;
    expect(guests).toMatchObject([{ problem: { kind: 'foreign', message: why } }]);
    expect(child.exitCode).toBeNull();
  });

  it('is known, when it has the path that was a monitor of another QEMU', async () => {
    const directory = await temporaryDirectory();
    const [same, own] = [join(directory, 'same'), join(directory, 'own')];
    const monitor = (path: string) => ['-qmp', `unix:${path},server=on,wait=off`];
    const older = await startBareQemu(lab.qemu, [...RUNNING, '-name', 'robbed-too', ...monitor(same)], {
      ready: same,
    });
    const newer = [
      ...RUNNING,
      '-name',
      'robber-too',
      '-gdb',
      `unix:${same},server=on,wait=off`,
      ...monitor(own),
    ];
    await startBareQemu(lab.qemu, newer, { ready: own });
    const listeners = () =>
      readNetUnix('/proc', 'self').filter(({ path, state }) => path === same && state === 'listening');
    await expect.poll(listeners).toHaveLength(2);
    expect(await discovered(older.pid)).toMatchObject({ problem: { kind: 'foreign' } });
    expect(await statusOf(own)).toBe('running');
  });
});
