import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MockQemu, startMockQemu } from './mock-qemu.js';

const GIB = 1024 ** 3;
/** The status of `qgauge collect` when no guest answered: shown like the others, and not a failure of the demo. */
const GUESTS_FAILED = 1;

/** The demo: shows the guests of this host or, when there are none, three mock guests. */
process.exitCode = (await hasGuests()) ? await showGuestsOfHost() : await showMockGuests();

async function hasGuests(): Promise<boolean> {
  const { stdout } = await qgauge(['ls', '--json'], 'pipe');
  return guestsIn(stdout).length > 0;
}

/** Empty when the command failed or printed something else. */
function guestsIn(text: string): readonly unknown[] {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null || !('guests' in found)) return [];
    return Array.isArray(found.guests) ? found.guests : [];
  } catch {
    return [];
  }
}

/** Writes nothing to them: nobody has asked for balloon polling by trying the demo. */
function showGuestsOfHost(): Promise<number> {
  console.log(
    'Nothing is written to the guests of this host: qgauge collect without --interval off switches balloon polling on.',
  );
  return show(['--interval', 'off']);
}

async function showMockGuests(): Promise<number> {
  console.log('No running QEMU was found here: starting three mock guests.');
  const directory = await mkdtemp(join(tmpdir(), 'qgauge-demo-'));
  const guests: MockQemu[] = [];
  try {
    for (const start of [startHealthy, startPaused, startDriverless]) guests.push(await start(directory));
    const names = ['web', 'build', 'appliance'];
    const sockets = names.flatMap((name) => ['--socket', `${name}=${join(directory, `${name}.sock`)}`]);
    return await show([], sockets);
  } finally {
    await Promise.all(guests.map((guest) => guest.close()));
    await rm(directory, { recursive: true, force: true });
  }
}

function startHealthy(directory: string): Promise<MockQemu> {
  return startMockQemu({
    listen: join(directory, 'web.sock'),
    name: 'web',
    version: '10.0',
    memoryBytes: 4 * GIB,
    vcpus: 4,
    disks: [
      {
        id: 'disk0',
        virtualSizeBytes: 20 * GIB,
        actualSizeBytes: 7 * GIB,
        snapshots: [{ name: 'before-upgrade' }],
      },
      { id: 'disk1', virtualSizeBytes: 100 * GIB, actualSizeBytes: 31 * GIB, format: 'raw' },
    ],
    nics: [{ id: 'net0', mac: '52:54:00:aa:bb:01', netdev: 'n0' }],
    vnc: { host: '127.0.0.1', port: 5901 },
  });
}

function startPaused(directory: string): Promise<MockQemu> {
  const listen = join(directory, 'build.sock');
  return startMockQemu({
    listen,
    name: 'build',
    version: '7.2',
    memoryBytes: 2 * GIB,
    status: 'paused',
    seed: 7,
  });
}

function startDriverless(directory: string): Promise<MockQemu> {
  const listen = join(directory, 'appliance.sock');
  return startMockQemu({ listen, name: 'appliance', version: '5.2', driver: 'none', vcpus: 1, nics: [] });
}

/** Runs both commands and resolves to the exit code of the first that cannot run, else 0. */
async function show(ofCollect: readonly string[], sockets: readonly string[] = []): Promise<number> {
  for (const command of [
    ['ls', ...sockets],
    ['collect', '--pretty', ...ofCollect, ...sockets],
  ]) {
    console.log(`\n$ qgauge ${command.join(' ')}`);
    const { exitCode } = await qgauge(command, 'inherit');
    if (exitCode > GUESTS_FAILED) return exitCode;
  }
  return 0;
}

/**
 * Runs the command that was built beside this file. Must not block the event loop: the mock guests run in this
 * process.
 */
function qgauge(
  args: readonly string[],
  output: 'pipe' | 'inherit',
): Promise<{ exitCode: number; stdout: string }> {
  const main = join(import.meta.dirname, '..', 'bin', 'main.js');
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', output, 'inherit'] });
  return new Promise((resolve, reject) => {
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, stdout }));
  });
}
