import { symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { takeSnapshot } from '../../src/poll/take-snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { answering, discovered } from './discovered.js';

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
