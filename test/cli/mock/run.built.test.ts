import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { QmpClient } from '../../../src/index.js';
import { VERSION } from '../../../src/support/version.js';
import { connectRaw } from '../../mock-qemu/raw-client.js';
import { MAIN, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

interface Ready {
  readonly ready: boolean;
  readonly pid: number;
  readonly version: string;
  readonly control: string | null;
  readonly machines: readonly {
    readonly name: string;
    readonly version: string;
    readonly addresses: readonly string[];
    readonly agent: string | null;
  }[];
}

interface Playing {
  readonly ready: Ready;
  readonly child: ChildProcess;
  /** All that it has printed on standard output. */
  readonly printed: () => string;
  readonly status: Promise<number | null>;
}

/** Starts `qgauge mock` as a test in any language would: reads the one line, and then it is there. */
async function play(args: readonly string[]): Promise<Playing> {
  const child = spawn(process.execPath, [MAIN, 'mock', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const status = new Promise<number | null>((resolve) => child.on('close', resolve));
  onTestFinished(async () => {
    child.kill();
    await status;
  });
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  while (!text.includes('\n') && child.exitCode === null)
    await Promise.race([once(child.stdout, 'data'), status]);
  return { ready: JSON.parse(text), child, printed: () => text, status };
}

describe('qgauge mock', () => {
  it('ends with the npx that has started it, which passes no SIGTERM on', async () => {
    // As npx does it: a shell that waits, and the environment of a package's script.
    const shell = spawn('sh', ['-c', '"$0" "$1" mock; true', process.execPath, MAIN], {
      env: { ...process.env, npm_lifecycle_event: 'npx' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(shell.stdout.setEncoding('utf8'), 'data');
    const { pid, machines }: Ready = JSON.parse(line);
    const directory = dirname(machines[0]?.addresses[0]?.slice('unix:'.length) ?? '');
    onTestFinished(async () => {
      await rm(directory, { recursive: true, force: true });
    });
    expect(pid).not.toBe(shell.pid);
    shell.kill('SIGTERM');
    await expect.poll(() => existsSync(directory), { timeout: 90_000 }).toBe(false);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'plays one machine in a temporary directory, and leaves nothing of it on %s',
    async (signal) => {
      const { ready, child, printed, status } = await play([]);
      const [machine] = ready.machines;
      expect(ready).toEqual({
        ready: true,
        pid: child.pid,
        version: VERSION,
        control: null,
        machines: [machine],
      });
      expect(machine).toMatchObject({ name: 'mock', version: '11.1', agent: null });
      const directory = dirname(machine?.addresses[0]?.slice('unix:'.length) ?? '');
      expect(await readdir(directory)).toEqual(['mock.sock']);
      child.kill(signal);
      expect(await status).toBe(0);
      expect(existsSync(directory)).toBe(false);
      expect(printed().split('\n')).toHaveLength(2);
    },
  );

  it('prints no control character of a name, and none in the name of a file', async () => {
    const name = '\u001b[31m\u009b31m../"';
    const { ready, printed } = await play(['--name', name, '--dir', await temporaryDirectory()]);
    expect(ready.machines[0]).toMatchObject({
      name,
      addresses: [expect.stringMatching(/\/%1B%5B31m%C2%9B31m\.\.%2F%22\.sock$/)],
    });
    expect(printed()).toMatch(/^[ -~]+\n$/);
  });

  it('leaves nothing when a wrapper passes on a signal that came to both', async () => {
    const directory = join(await temporaryDirectory(), 'vms');
    const { child, status } = await play(['--count', '100', '--dir', directory]);
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect(await status).toBe(0);
    expect(existsSync(directory)).toBe(false);
  });

  it.each([
    ['| true', 0, ''],
    ['> /dev/full', 1, 'qgauge: standard output: ENOSPC: no space left on device, write\n'],
  ])('ends and leaves nothing when it cannot say that it is ready: %s', async (end, status, stderr) => {
    const directory = await temporaryDirectory();
    const script = `{ TMPDIR=${directory} "$@"; echo $? > ${directory}.status; } ${end}; cat ${directory}.status`;
    const run = await runQgauge(['mock'], { through: ['sh', '-c', script, 'sh'] });
    await rm(`${directory}.status`);
    expect(run).toMatchObject({ stdout: `${status}\n`, stderr });
    expect(await readdir(directory)).toEqual([]);
  });

  it('plays the machine that its options describe', async () => {
    const path = join(await temporaryDirectory(), 'web.sock');
    const options =
      '--version 7.2 --driver silent --name web --memory 4G --vcpus 3 --status paused --agent healthy';
    await play(['--listen', path, ...options.split(' '), '--fault', 'delay,ms=150,command=query-uuid']);
    await using qmp = await QmpClient.connect({ type: 'unix', path });
    expect(qmp.greeting.version).toMatchObject({ major: 7, minor: 2 });
    expect(await qmp.execute('query-name')).toEqual({ name: 'web' });
    expect(await qmp.execute('query-status')).toMatchObject({ status: 'paused' });
    expect(await qmp.execute('query-memory-size-summary')).toMatchObject({ 'base-memory': 4 * 1024 ** 3 });
    expect(await qmp.execute('query-cpus-fast')).toHaveLength(3);
    const began = performance.now();
    await qmp.execute('query-uuid');
    expect(performance.now() - began).toBeGreaterThan(140);
  });

  it('takes a listening socket that it inherits', async () => {
    const script = [
      'import socket, subprocess, sys',
      "listening = socket.create_server(('127.0.0.1', 0))",
      "mock = [*sys.argv[1:], '--listen', f'fd:{listening.fileno()}', '--on-parent-exit', 'end']",
      'child = subprocess.Popen(mock, pass_fds=[listening.fileno()], stdout=subprocess.PIPE)',
      'child.stdout.readline()',
      'client = socket.create_connection(listening.getsockname())',
      'print(client.makefile().readline()[:8])',
      'child.terminate()',
      'sys.exit(child.wait())',
    ];
    const through = ['python3', '-c', script.join('\n')];
    expect(await runQgauge(['mock'], { through })).toMatchObject({
      status: 0,
      stdout: '{"QMP": \n',
      stderr: '',
    });
  });

  it('plays many, each of which answers, and ls lists them all', async () => {
    const directory = join(await temporaryDirectory(), 'vms');
    const { ready, child, status } = await play(['--count', '200', '--dir', directory]);
    expect(ready.machines).toHaveLength(200);
    expect(ready.machines[6]).toEqual({
      name: 'vm007',
      version: '11.1',
      addresses: [`unix:${directory}/vm007.sock`],
      agent: null,
    });
    const sockets = ready.machines.flatMap(({ addresses }) => ['--socket', ...addresses]);
    const run = await runQgauge(['ls', '--json', '--timeout', '30', ...sockets]);
    expect(run.status).toBe(0);
    const { guests }: { guests: { name: string; state: string; problem: unknown }[] } = JSON.parse(
      run.stdout,
    );
    expect(guests.map(({ name }) => name).sort()).toEqual(ready.machines.map(({ name }) => name));
    expect(guests.every(({ state, problem }) => state === 'running' && problem === null)).toBe(true);
    child.kill();
    expect(await status).toBe(0);
    expect(existsSync(directory)).toBe(false);
  });

  it('plays a scenario, takes actions, and ends when it is told to', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'a.yaml');
    await writeFile(
      file,
      'machines: [{ name: a }, { name: b }]\ntimeline: [{ at: 0s, machine: b, do: stop }]',
    );
    const { ready, status } = await play(['--scenario', file, '--control', join(directory, 'control.sock')]);
    expect(ready.control).toBe(`unix:${directory}/control.sock`);
    await using control = await connectRaw(ready.control ?? '');
    control.write('{"do":"list"}\n');
    const [list = ''] = await control.lines(1);
    expect(JSON.parse(list).result.map(({ status: state }: { status: string }) => state)).toEqual([
      'running',
      'paused',
    ]);
    control.write('{"do":"shutdown"}\n');
    expect(await control.end()).toBe('{"ok":true}\n');
    expect(await status).toBe(0);
    expect(await readdir(directory)).toEqual(['a.yaml']);
  });

  it('says whether a scenario makes sense, and plays nothing, with --check', async () => {
    const file = join(await temporaryDirectory(), 'a.yaml');
    await writeFile(file, 'machines: [{ name: a, count: 1 }]');
    expect(await runQgauge(['mock', '--scenario', file, '--check'])).toMatchObject({
      status: 0,
      stdout: `${file}: a valid scenario (machines: 1, lines of the timeline: 0)\n`,
    });
    await writeFile(file, 'machines: [{ nam: a }]');
    expect(await runQgauge(['mock', '--scenario', file, '--check'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: [
        `qgauge: ${file}:1:12: machines[0]: 'name' is missing`,
        `qgauge: ${file}:1:14: machines[0].nam: unknown key; did you mean 'name'?\n`,
      ].join('\n'),
    });
  });
});

describe('the word help', () => {
  it.each([
    ['--version', ['5.2', '7.2', '10.0', '11.1']],
    ['--status', ['running', 'paused', 'guest-panicked']],
    ['--driver', ['linux-6.1                reports ten statistics (the default)']],
    ['--agent', ['wrong-id            answers a sync with another id']],
    [
      '--fault',
      ['delay            waits before it runs a command', '                   ms: milliseconds to wait'],
    ],
  ])('lists what %s takes', async (option, expected) => {
    const { status, stdout, stderr } = await runQgauge(['mock', option, 'help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(expected));
  });
});

describe('a parent that ends', () => {
  it.each([
    ['end', false],
    ['stay', true],
  ] as const)('with --on-parent-exit %s', async (action, stays) => {
    const path = join(await temporaryDirectory(), 'a.sock');
    const line = '"$0" "$1" mock --listen "$2" --on-parent-exit "$3" & read -r _; kill -KILL $$';
    const shell = spawn('bash', ['-c', line, process.execPath, MAIN, path, action], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [text] = await once(shell.stdout.setEncoding('utf8'), 'data');
    const { pid }: Ready = JSON.parse(text);
    onTestFinished(() => {
      if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGTERM');
    });
    shell.stdin.end('\n');
    await once(shell, 'exit');
    if (stays) {
      await using client = await connectRaw(`unix:${path}`);
      await client.negotiate();
    } else await expect.poll(() => existsSync(path), { timeout: 90_000 }).toBe(false);
  });
});

describe('a command line of mock that makes no sense', () => {
  it.each([
    [['--version', '7.3'], "--version: '7.3' is not one of 5.2, 7.2, 10.0, 11.1; did you mean '7.2'?"],
    [
      ['--memory', '4096M '],
      "--memory: '4096M ' is not a size: bytes as a number, or with a unit such as 512M or 4G",
    ],
    [['--memory', '8192T'], "--memory: '8192T' is not a valid size: expected 1 byte to 8191T"],
    [['--dir', ''], '--dir requires a path'],
    [
      ['--fault', 'hang,command=query-blok'],
      "--fault: 'query-blok' is not a command of QEMU 5.2, 7.2, 10.0, 11.1; did you mean 'query-block'?",
    ],
    [['--count', '0'], '--count: 0 is not a number of machines, 1 to 100000'],
    [['--count', '-1'], '--count: -1 is not a number of machines, 1 to 100000'],
    [['--count', '1000000000'], '--count: 1000000000 is not a number of machines, 1 to 100000'],
    [
      ['--count', '2', '--listen', '/x'],
      '--listen: with count 2 each machine needs its own value: add {n} to it',
    ],
    [
      ['--fault', 'delay,mss=5'],
      "--fault: the fault 'delay' has no option 'mss': its options are command, times, ms; did you mean 'ms'?",
    ],
    [
      ['--control', 'here'],
      "cannot listen on 'here': expected unix:/path, /path, tcp:127.0.0.1:PORT or ws://127.0.0.1:PORT/",
    ],
    [['--check'], '--check requires --scenario FILE'],
    [['web'], "'web' is not an option: only --as-qemu takes the command line of a QEMU"],
    [['--name', 'x', '--as-qemu'], 'the command line of the QEMU describes the machine: leave out --name'],
    [
      ['--driver', 'linus', '--as-qemu'],
      "--driver: 'linus' is not one of linux-6.1, linux-6.12, windows-without-service, freebsd-no-stats, silent, slow, lying, crashing, none",
    ],
    [
      ['--launcher', '/tmp/a b/kvm'],
      "--launcher: '/tmp/a b/kvm' cannot be the path of a script: expected at most 124 characters, and no blank",
    ],
    [['--on-parent-exit', 'die'], "'die' is not a valid action: expected one of stay, end"],
    [['--scenario', 'x', '--name', 'y'], '--scenario describes the machines: leave out --name'],
    [['--scenario', 'x', '--replay', 'y'], '--scenario conflicts with --replay: leave out one'],
    [['--match', 'loose'], '--match requires --replay FILE'],
    [
      ['--replay', 'x', '--match', 'lose'],
      "'lose' is not a valid match mode: expected one of order, loose; did you mean 'loose'?",
    ],
  ])('is refused: %j', async (args, message) => {
    expect(await runQgauge(['mock', ...args])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `qgauge: ${message}\n`,
    });
  });
});

describe('an address that cannot be had', () => {
  it('is told, and what stands there stays', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'a.sock');
    await play(['--listen', path]);
    const { ino } = await stat(path);
    expect(await runQgauge(['mock', '--listen', path])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `qgauge: cannot listen on unix:${path}: another process listens on it; stop it, or choose another path\n`,
    });
    expect((await stat(path)).ino).toBe(ino);
    expect(await readdir(directory)).toEqual(['a.sock']);
  });

  it('may be in no directory, or too many for the open files', async () => {
    expect(await runQgauge(['mock', '--dir', '/proc/no/such'])).toMatchObject({
      status: 1,
      stderr:
        "qgauge: cannot create sockets in /proc/no/such: ENOENT: no such file or directory, mkdir '/proc/no/such'; choose another directory\n",
    });
    const through = ['sh', '-c', 'ulimit -n 300 && exec "$@"', 'sh'];
    expect(await runQgauge(['mock', '--count', '126'], { through })).toMatchObject({
      status: 1,
      stderr:
        'qgauge: 126 machines and a client for each listener need 302 open files, but the limit of this process is 300: start fewer machines, or raise the limit with `ulimit -n 302`\n',
    });
  });

  it('may be in a directory that is none', async () => {
    const file = join(await temporaryDirectory(), 'file');
    await writeFile(file, '');
    expect(await runQgauge(['mock', '--dir', file])).toMatchObject({
      status: 1,
      stderr: `qgauge: cannot create sockets in ${file}: it is not a directory; choose another directory\n`,
    });
  });

  it('leaves a directory that was there, with what is in it', async () => {
    const directory = join(await temporaryDirectory(), 'vms');
    await mkdir(directory);
    const { child, status } = await play(['--dir', directory]);
    child.kill();
    expect(await status).toBe(0);
    expect(await readdir(directory)).toEqual([]);
  });
});
