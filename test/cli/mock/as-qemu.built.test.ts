import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { connectRaw, type RawClient } from '../../mock-qemu/raw-client.js';
import { MAIN, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let directory: string;
/** A launcher under a QEMU's name, for QEMU 7.2. */
let qemu: string;

beforeEach(async () => {
  directory = await temporaryDirectory();
  qemu = join(directory, 'qemu-system-x86_64');
  const options = ['--version', '7.2', '--control', `unix:${directory}/control-{name}.sock`];
  expect(await runQgauge(['mock', '--launcher', qemu, ...options])).toMatchObject({
    status: 0,
    stdout: `${qemu}\n`,
    stderr: '',
  });
});

function start(program: string, args: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended };
}

/** A test that has failed leaves no daemon. */
function killDaemon(pidFile: string): void {
  onTestFinished(() => {
    if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  });
}

async function connected(path: string): Promise<RawClient> {
  await expect.poll(() => existsSync(path), { timeout: 90_000 }).toBe(true);
  const client = await connectRaw(`unix:${path}`);
  await client.negotiate();
  return client;
}

const monitor = (path: string) => ['-qmp', `unix:${path},server=on,wait=off`];

describe('a mock in the place of a QEMU', () => {
  it('is what a Python program starts, asks, and ends, and what ls finds meanwhile', async () => {
    const script = join(import.meta.dirname, 'spawn-qemu.py');
    const pidFile = join(directory, 'web.pid');
    killDaemon(pidFile);
    const { ended } = start('python3', [script, qemu, directory, process.execPath, MAIN]);
    const { status, stdout, stderr } = await ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const seen = JSON.parse(stdout);
    expect(seen).toEqual({
      launched: [0, ''],
      version: { major: 7, minor: 2, micro: 22 },
      name: { name: basename(directory) },
      status: ['prelaunch', 'running'],
      cpus: 2,
      threadsAreOurs: true,
      guest: {
        name: basename(directory),
        pid: seen.pid,
        state: 'running',
        vcpus: 2,
        socket: `unix:${directory}/web.sock`,
        // Its driver reports once when it is loaded, which may be before or after this.
        verdict: expect.stringMatching(/^(?:never-reported|polling-off)$/),
      },
      pid: seen.pid,
      command: [
        `${directory}/.qemu-system-x86_64.node/qemu-system-x86_64`,
        qemu,
        '-name',
        `guest=${basename(directory)},debug-threads=on`,
      ],
      leftAfterQuit: [],
    });
  });

  it('takes sockets that it inherits, also as a daemon', async () => {
    const script = join(import.meta.dirname, 'inherit-sockets.py');
    const pidFile = join(directory, 'fd.pid');
    killDaemon(pidFile);
    const { status, stdout, stderr } = await start('python3', [script, qemu, pidFile]).ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const chardev = { label: 'mon', filename: 'unix:', 'frontend-open': true };
    expect(JSON.parse(stdout)).toEqual([
      [7, {}, { name: 'pair' }, [chardev], {}, 0],
      [0, 7, {}, { name: 'daemon' }, {}],
    ]);
  });

  it('prints nothing, and ends with its machine: by SIGTERM, by quit, by its guest', async () => {
    const path = join(directory, 'a.sock');
    const pidFile = join(directory, 'a.pid');
    const args = [...monitor(path), '-pidfile', pidFile, '-name', 'a'];
    const endings: [string, (client: RawClient, child: ChildProcess) => void][] = [
      ['host-signal', (_, child) => child.kill('SIGTERM')],
      ['host-qmp-quit', (client) => client.write('{"execute":"quit"}')],
      ['guest-shutdown', (client) => client.write('{"execute":"system_powerdown"}')],
    ];
    for (const [reason, end] of endings) {
      const { child, ended } = start(qemu, args);
      await using client = await connected(path);
      expect(readFileSync(pidFile, 'utf8')).toBe(`${child.pid}\n`);
      end(client, child);
      expect(await client.take((text) => text.includes('"SHUTDOWN"'), 20_000)).toContain(reason);
      expect(await ended).toEqual({ status: 0, stdout: '', stderr: '' });
      expect([existsSync(path), existsSync(pidFile)]).toEqual([false, false]);
    }
  });

  it('leaves nothing of relative paths, also as a daemon', async () => {
    const pidFile = join(directory, 'r.pid');
    killDaemon(pidFile);
    const args = ['-qmp', 'unix:r.sock,server=on,wait=off', '-pidfile', 'r.pid', '-daemonize'];
    const { ended } = start('sh', ['-c', 'cd "$0" && exec "$@"', directory, qemu, ...args]);
    expect(await ended).toEqual({ status: 0, stdout: '', stderr: '' });
    await using client = await connected(join(directory, 'r.sock'));
    client.write('{"execute":"quit"}');
    await client.end();
    await expect.poll(() => existsSync(pidFile), { timeout: 90_000 }).toBe(false);
    expect(existsSync(join(directory, 'r.sock'))).toBe(false);
  });

  it('takes actions on the control socket, and dies with SIGABRT of what kills QEMU', async () => {
    const newest = join(directory, 'qemu-kvm');
    await runQgauge(['mock', '--launcher', newest, '--version', '11.1']);
    const path = join(directory, 'b.sock');
    const { child } = start(newest, [...monitor(path), '-device', 'virtio-balloon-pci,id=b']);
    const exit = once(child, 'exit');
    await using client = await connected(path);
    const device = '/machine/peripheral/b/virtio-backend';
    client.write(JSON.stringify({ execute: 'x-query-virtio-status', arguments: { path: device } }));
    expect(await exit).toEqual([null, 'SIGABRT']);
    expect(existsSync(path)).toBe(true);

    const other = join(directory, 'c.sock');
    start(qemu, [...monitor(other), '-name', 'c']);
    await connected(other);
    await using control = await connectRaw(`unix:${directory}/control-c.sock`);
    control.write('{"do":"stop"}\n{"do":"list"}\n');
    const [, list = ''] = await control.lines(2);
    expect(JSON.parse(list).result).toMatchObject([{ name: 'c', version: '7.2', status: 'paused' }]);
  });

  it('listens for a serial console, and says nothing there', async () => {
    const console = join(directory, 'console.sock');
    const path = join(directory, 'f.sock');
    const serial = ['-chardev', `socket,id=c,path=${console},server=on,wait=off`, '-serial', 'chardev:c'];
    const { child, ended } = start(qemu, [...monitor(path), ...serial]);
    await (await connected(path))[Symbol.asyncDispose]();
    await using client = await connectRaw(`unix:${console}`);
    client.write('login\n');
    child.kill();
    expect(await client.end()).toBe('');
    expect(await ended).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(existsSync(console)).toBe(false);
  });

  it('ends with the process that has started it, however that ends', async () => {
    const path = join(directory, 'd.sock');
    const line = '"$0" "$@" & read -r _; kill -KILL $$';
    const shell = spawn('bash', ['-c', line, qemu, ...monitor(path)], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    await (await connected(path))[Symbol.asyncDispose]();
    shell.stdin.end('\n');
    await expect.poll(() => existsSync(path), { timeout: 90_000 }).toBe(false);
  });

  it('connects to the program that listens, and again when that has closed the connection', async () => {
    const path = join(directory, 'mine.sock');
    const server = createServer().listen(path);
    onTestFinished(() => {
      server.close();
    });
    await once(server, 'listening');
    start(qemu, ['-chardev', `socket,id=m,path=${path},reconnect=1`, '-mon', 'chardev=m,mode=control']);
    for (const _ of ['first', 'second']) {
      const [socket]: [Socket] = (await once(server, 'connection')) as [Socket];
      expect(String((await once(socket, 'data'))[0])).toContain('{"QMP"');
      socket.destroy();
    }
  });

  it.each([
    [['-version'], 0, 'QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\n', ''],
    [['-nope'], 1, '', 'qemu-system-x86_64: -nope: invalid option\n'],
    [
      ['-pidfile', '/no/such/pid'],
      1,
      '',
      'qemu-system-x86_64: cannot create PID file: Cannot open pid file: No such file or directory\n',
    ],
    [
      ['-daemonize', '-pidfile', '/no/such/pid'],
      1,
      '',
      'qemu-system-x86_64: cannot create PID file: Cannot open pid file: No such file or directory\n',
    ],
    [
      ['-qmp', 'unix:/no/such.sock,server=on,wait=off'],
      1,
      '',
      'qemu-system-x86_64: cannot listen on unix:/no/such.sock: the directory /no does not exist; create it, or choose another path\n',
    ],
  ])('answers %j as a QEMU', async (args, status, stdout, stderr) => {
    expect(await start(qemu, args).ended).toEqual({ status, stdout, stderr });
  });

  it('is found by its options where the command was called by its own name', async () => {
    const path = join(directory, 'e.sock');
    const args = [MAIN, 'mock', '--as-qemu', '--', '-name', basename(directory), ...monitor(path)];
    const { child } = start(process.execPath, args);
    await (await connected(path))[Symbol.asyncDispose]();
    const { stdout } = await runQgauge(['ls', '--json']);
    const { guests }: { guests: { pid: number; name: string }[] } = JSON.parse(stdout);
    expect(guests.find(({ pid }) => pid === child.pid)?.name).toBe(basename(directory));
  });
});
