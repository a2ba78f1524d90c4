import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readNetUnix } from '../../src/linux/net-unix.js';
import { takeSnapshot } from '../../src/poll/take-snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { addressOf, answering, discovered } from '../poll/discovered.js';
import { temporaryDirectory } from '../temporary-directory.js';

const RUNNING = PAUSED_MACHINE.filter((word) => word !== '-S');

function threadsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/task`).length;
}

function isListeningAt(pid: number, path: string): boolean {
  return readFileSync(`/proc/${pid}/net/unix`, 'utf8').includes(path);
}

describeLab('a look at a QEMU whose monitor waits for its owner', (lab) => {
  it.each([
    ['its monitor', (path: string) => ['-qmp', `unix:${path},server=on`]],
    [
      'an iothread beside it',
      (path: string) => [
        '-object',
        'iothread,id=io1',
        '-chardev',
        `socket,id=m,path=${path},server=on`,
        '-mon',
        'm,mode=control',
      ],
    ],
  ])('does not start the guest: %s', async (_, monitor) => {
    const path = join(await temporaryDirectory(), 's');
    const { pid } = await startBareQemu(lab.qemu, [...RUNNING, '-name', 'waiting', ...monitor(path)]);
    await expect.poll(() => isListeningAt(pid, path)).toBe(true);
    const before = threadsOf(pid);
    expect(await discovered(pid)).toMatchObject({
      qemu: undefined,
      problem: {
        kind: 'waiting',
        message: `${addressOf(pid, path)}: QEMU (pid ${pid}) starts the guest when its owner connects (wait=on); --socket connects in the owner's place`,
      },
    });
    expect(threadsOf(pid)).toBe(before);
    // A user who names the monitor is its owner.
    const { guests } = await takeSnapshot({ sockets: [parseAddress(path)] });
    expect(guests).toMatchObject([{ problem: undefined, qemu: { runState: 'running' } }]);
    expect(await discovered(pid)).toMatchObject({ problem: undefined, qemu: { runState: 'running' } });
  });

  it('does not wait at the monitor of one that waits for the backend of a card', async () => {
    const directory = await temporaryDirectory();
    const [path, backend] = [join(directory, 's'), join(directory, 'v')];
    const waits = [
      ...[
        '-chardev',
        `socket,id=v,path=${backend},server=on,wait=off`,
        '-netdev',
        'vhost-user,id=n0,chardev=v',
      ],
      ...['-qmp', `unix:${path},server=on,wait=off`],
    ];
    const { pid } = await startBareQemu(lab.qemu, [...RUNNING, '-name', 'vhost', ...waits]);
    await expect.poll(() => isListeningAt(pid, path)).toBe(true);
    expect(await discovered(pid)).toMatchObject({ problem: { kind: 'waiting' } });
  });

  it('does not wait at the monitor of one that waits at its serial port', async () => {
    const directory = await temporaryDirectory();
    const [path, serial] = [join(directory, 's'), join(directory, 'c')];
    const waits = ['-serial', `unix:${serial},server=on`, '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, [...RUNNING, '-name', 'serial', ...waits]);
    await expect.poll(() => isListeningAt(pid, serial)).toBe(true);
    expect(await discovered(pid)).toMatchObject({ problem: { kind: 'waiting' } });
    const owner = createConnection(serial);
    onTestFinished(() => {
      owner.destroy();
    });
    await expect
      .poll(() => discovered(pid))
      .toMatchObject({ problem: undefined, qemu: { runState: 'running' } });
  });
});

describeLab('a look at a frozen QEMU', (lab) => {
  it.each([
    ['v1', '/sys/fs/cgroup/freezer', 'freezer.state', 'FROZEN', 'THAWED'],
    ['v2', '/sys/fs/cgroup/unified', 'cgroup.freeze', '1', '0'],
  ])('leaves nothing behind in its queue: control groups %s', async (_, root, file, frozen, thawed) => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'frozen', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid, stop } = await startBareQemu(lab.qemu, args, { ready: path });
    const group = join(root, `qgauge-test-${pid}`);
    mkdirSync(group);
    onTestFinished(async () => {
      writeFileSync(join(group, file), thawed);
      await stop();
      rmdirSync(group);
    });
    writeFileSync(join(group, 'cgroup.procs'), String(pid));
    writeFileSync(join(group, file), frozen);
    await expect
      .poll(() => discovered(pid))
      .toMatchObject({
        problem: {
          kind: 'frozen',
          message: `${addressOf(pid, path)}: QEMU (pid ${pid}) is frozen with its control group (docker pause): thaw it`,
        },
      });
    const connections = () =>
      readNetUnix('/proc', 'self').filter((line) => line.path === path && line.state !== 'listening').length;
    // The tests beside this one look at every QEMU of the host too, and may have been about to connect when it was frozen.
    let before = Number.NaN;
    const isSteady = () => {
      const last = before;
      before = connections();
      return before === last;
    };
    await expect.poll(isSteady, { interval: 300 }).toBe(true);
    expect(await discovered(pid)).toMatchObject({ problem: { kind: 'frozen' } });
    expect(connections()).toBe(before);
    writeFileSync(join(group, file), thawed);
    await expect.poll(() => discovered(pid)).toMatchObject(answering('frozen'));
  });
});

describeLab('a look at a busy monitor tells who holds it', (lab) => {
  const HOLD =
    'use IO::Socket; my $s = "IO::Socket::$ARGV[0]"->new(@ARGV[1..$#ARGV]) or die; <$s>; $| = 1; print "held\n"; sleep 60';

  /** A client in a process of its own; resolves to its pid once the monitor has greeted it. */
  async function hold(args: readonly string[], through: readonly string[] = []): Promise<number> {
    const [program = '', ...rest] = [
      ...through,
      'perl',
      '-MIO::Socket::UNIX',
      '-MIO::Socket::INET',
      '-e',
      HOLD,
      ...args,
    ];
    const client = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      client.kill('SIGKILL');
    });
    await new Promise((resolve) => client.stdout.once('data', resolve));
    return client.pid ?? 0;
  }

  it.each([
    ['in this network namespace', []],
    ['in a network namespace of its own', ['unshare', '--net']],
  ])('on a path, by a client %s', async (_, through) => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'held', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    const client = await hold(['UNIX', 'Peer', path], through);
    const who = through.length === 0 ? `pid ${client} (perl)` : 'another client';
    expect((await discovered(pid))?.problem).toMatchObject({
      kind: 'busy',
      message: expect.stringContaining(`${addressOf(pid, path)}: ${who}`),
    });
  });

  it('on a port', async () => {
    const args = [...PAUSED_MACHINE, '-name', 'port', '-qmp', 'tcp:127.0.0.1:0,server=on,wait=off'];
    const { pid } = await startBareQemu(lab.qemu, args);
    await expect.poll(() => discovered(pid)).toMatchObject(answering('port'));
    const { socket = '' } = (await discovered(pid)) ?? {};
    const client = await hold(['INET', 'PeerAddr', socket.replace('tcp:', '')]);
    expect((await discovered(pid))?.problem).toMatchObject({
      kind: 'busy',
      message: `${socket}: pid ${client} (perl) holds the monitor: add a second -qmp socket for qgauge`,
    });
  });
});
