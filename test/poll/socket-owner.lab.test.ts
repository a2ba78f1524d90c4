import { symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readNetUnix } from '../../src/linux/net-unix.js';
import { takeSnapshot } from '../../src/poll/take-snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { serveSlowDisk } from '../lab/nbdkit.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { answering, discovered } from './discovered.js';
import { Polling } from './polling.js';

const WAIT = { timeout: 60_000 };

describeLab('a socket and its process', (lab) => {
  it('are kept apart for vm1 and vm10, by whatever path the socket is named', async () => {
    const directory = await temporaryDirectory();
    const pids = new Map<string, number>();
    for (const name of ['vm1', 'vm10']) {
      const path = join(directory, name);
      const args = [...PAUSED_MACHINE, '-name', name, '-qmp', `unix:${path},server=on,wait=off`];
      pids.set(name, (await startBareQemu(lab.qemu, args, { ready: path })).pid);
    }
    const link = join(directory, 'link');
    symlinkSync(join(directory, 'vm1'), link);
    const sockets = [join(directory, 'vm10'), link].map(parseAddress);
    const { guests } = await takeSnapshot({ sockets });
    expect(guests.map(({ name, pid }) => [name, pid])).toEqual([
      ['vm10', pids.get('vm10')],
      ['vm1', pids.get('vm1')],
    ]);
  });

  it('are not mixed up when two QEMUs have one path', async () => {
    const path = join(await temporaryDirectory(), 's');
    const start = (name: string) =>
      startBareQemu(lab.qemu, [...PAUSED_MACHINE, '-name', name, '-qmp', `unix:${path},server=on,wait=off`], {
        ready: path,
      });
    const older = await start('older');
    const newer = await start('newer');
    await expect.poll(() => discovered(newer.pid)).toMatchObject(answering('newer'));
    expect(await discovered(older.pid)).toMatchObject({
      name: 'older',
      qemu: undefined,
      problem: {
        kind: 'foreign',
        message: `unix:${path}: another QEMU than pid ${older.pid} answers there: two were given one path, and the later one has it`,
      },
      linux: { rssBytes: expect.any(Number) },
    });
    const { guests } = await takeSnapshot({ sockets: [parseAddress(path)] });
    expect(guests).toMatchObject([{ name: 'newer', pid: newer.pid }]);
  });

  it('belong together when QEMU gets its vCPUs only while it is asked', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 's');
    await using disk = await serveSlowDisk(directory, 1, 0);
    disk.signal('SIGSTOP');
    const name = `slow-start-${process.pid}`;
    // Its monitor listens, and it has no vCPU before its disk is opened.
    const blockdev = `driver=nbd,node-name=d,server.type=unix,server.path=${disk.socket}`;
    const args = ['-name', name, '-qmp', `unix:${path},server=on,wait=off`, '-blockdev', blockdev];
    await startBareQemu(lab.qemu, [...PAUSED_MACHINE, ...args]);
    const linesAt = (state: string) =>
      readNetUnix('/proc', 'self').filter((line) => line.path === path && line.state === state);
    await expect.poll(() => linesAt('listening'), WAIT).toHaveLength(1);
    const polling = new Polling({
      ...{ discover: true, select: [name], interval: 5 },
      timeouts: { greetingMs: 60_000 },
    });
    const problems: unknown[] = [];
    const answered = polling.guestUntil(({ problem }) => {
      problems.push(problem?.kind);
      return problem === undefined;
    });
    await expect.poll(() => linesAt('waiting'), WAIT).toHaveLength(1);
    disk.signal('SIGCONT');
    expect(await answered).toMatchObject(answering(name));
    // Another test may have been at the monitor before.
    expect(problems).not.toContain('foreign');
  });

  it('belong together when the monitor is in a configuration file', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 's');
    const config = `[chardev "m"]\n  backend = "socket"\n  path = "${path}"\n  server = "on"\n  wait = "off"\n[mon "m"]\n  chardev = "m"\n  mode = "control"\n`;
    writeFileSync(join(directory, 'config'), config);
    const args = [...PAUSED_MACHINE, '-name', 'configured', '-readconfig', join(directory, 'config')];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    const { guests } = await takeSnapshot({ sockets: [parseAddress(path)] });
    expect(guests).toMatchObject([{ ...answering('configured'), pid }]);
  });

  it('are kept apart when another program relays the connection: that QEMU may be anywhere', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 's');
    const args = [...PAUSED_MACHINE, '-name', 'far', '-qmp', `unix:${path},server=on,wait=off`];
    await startBareQemu(lab.qemu, args, { ready: path });
    const relay = createServer((socket) => {
      socket.pipe(connect(path).on('error', () => undefined)).pipe(socket.on('error', () => undefined));
    });
    await new Promise<void>((resolve) => relay.listen(join(directory, 'relay'), resolve));
    onTestFinished(() => {
      relay.close();
    });
    const { guests } = await takeSnapshot({ sockets: [parseAddress(join(directory, 'relay'))] });
    expect(guests).toMatchObject([{ name: 'far', pid: undefined, linux: undefined, problem: undefined }]);
  });
});
