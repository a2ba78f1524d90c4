import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type BareQemu, PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { collectRecord, type RunOptions, runQgauge } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { startStream } from './stream/running-stream.js';

const UUID = '5fd0a7a1-7c3f-4ad0-9a8e-0d2a7a8f3b11';

describeLab('real QEMUs, chosen by name', ({ qemu }) => {
  /** A paused machine with a monitor in the directory. Its name has the directory's, which no other guest has. */
  const start = async (directory: string, file: string, ...args: readonly string[]): Promise<BareQemu> => {
    const path = join(directory, file);
    // Another test may be asking every QEMU of this host: there is a free monitor for each.
    const monitor = [path, `${path}.2`, `${path}.3`].flatMap((at) => [
      '-qmp',
      `unix:${at},server=on,wait=off`,
    ]);
    return startBareQemu(qemu, [...PAUSED_MACHINE, ...monitor, ...args], { ready: path });
  };
  const names = ({ stdout }: { readonly stdout: string }) =>
    JSON.parse(stdout).guests.map(({ name }: { name: string }) => name);

  it('take a name, a UUID, a pid or a socket wherever a monitor is named', async () => {
    const directory = await temporaryDirectory();
    const [web, unnamed] = [`web${directory.replaceAll('/', '-')}`, 'other.sock'];
    const first = await start(directory, 'web.sock', '-name', web, '-uuid', UUID);
    const second = await start(directory, unnamed);
    const status = '{"status":"prelaunch","singlestep":false,"running":false}\n';
    for (const text of [web, UUID.toUpperCase(), `${first.pid}`, join(directory, 'web.sock')]) {
      expect(await runQgauge(['qmp', text, 'query-status', '--compact'])).toMatchObject({
        ...{ status: 0, stdout: status, stderr: '' },
      });
    }
    expect((await runQgauge(['qom', web, 'get', '/machine', 'type'])).stdout).toBe('"pc-q35-7.2-machine"\n');
    const transcript = join(directory, 'web.jsonl');
    expect((await runQgauge(['record', web, '-o', transcript, '--for', '200ms'])).status).toBe(0);
    const [header = ''] = (await readFile(transcript, 'utf8')).split('\n');
    expect(JSON.parse(header).address).toBe(`unix:${join(directory, 'web.sock')}`);
    expect(names(await runQgauge(['ls', '--json', `${second.pid}`, web]))).toEqual(['other', web]);
    expect(Object.keys((await collectRecord([web, '--interval', 'off'])).record.data.VMs)).toEqual([web]);
    const nobody = await runQgauge(['record', `${web}x`, '-o', join(directory, 'no.jsonl')]);
    expect(nobody).toMatchObject({ status: 1, stderr: expect.stringContaining(`did you mean '${web}'?`) });
    expect(existsSync(join(directory, 'no.jsonl'))).toBe(false);
  });

  it('keep their names in the record after their end, also when only QEMU knows them', async () => {
    const directory = await temporaryDirectory();
    const state: RunOptions = { through: ['env', `STATE_DIRECTORY=${join(directory, 'state')}`] };
    const web = await start(directory, 'qmp.sock', '-name', 'web');
    const sockets = ['--socket', join(directory, 'qmp.sock'), '--socket', join(directory, 'never.sock')];
    const up = await collectRecord(sockets, state);
    expect(up.record.data.VMs).toMatchObject({ web: { status_int: 3 } });
    await web.stop();
    const down = await collectRecord(sockets, state);
    expect(down.record.data.VMs).toMatchObject({ web: { status_int: 9 } });
    expect(Object.keys(down.record.data.VMs)).toEqual(['web']);
    expect(down.stderr).toMatch(
      /^qgauge: web: unix:\S+: nothing listens there.*\nqgauge: unix:\S+never\.sock: .*left out/,
    );
    expect(await runQgauge(['ls', ...sockets], state)).toMatchObject({ status: 1 });
  });

  it('keep their names in a stream, which reports when a chosen one is gone', async () => {
    const directory = await temporaryDirectory();
    const name = `web${directory.replaceAll('/', '-')}`;
    const web = await start(directory, 'web.sock', '-name', name);
    const stream = startStream([name, '-p', 'json', '-f', '300ms']);
    const bySocket = startStream(['--socket', join(directory, 'web.sock'), '-p', 'json', '-f', '300ms']);
    await Promise.all([stream.untilLines(2), bySocket.untilLines(2)]);
    await web.stop();
    await stream.untilTold(`${name}: it is expected, and there is no such guest`);
    await bySocket.untilTold(`${name}: unix:`);
    for (const running of [stream, bySocket]) {
      await running.end();
      for (const line of running.stdout().trimEnd().split('\n')) {
        expect(JSON.parse(line).domains).toMatchObject([{ name }]);
      }
    }
  });
});
