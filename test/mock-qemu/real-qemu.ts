import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QemuVersion } from '../../mock-qemu/qapi/versions.js';
import { nearestMock, readQemuVersion } from '../lab/qemu-version.js';

const BINARY = 'qemu-system-x86_64';
const installed = readQemuVersion(BINARY);

/** Where there is no QEMU to compare with. In CI that is a failure, not a reason to skip. */
export const skipsRealQemu = installed === undefined && !('CI' in process.env);

/** The version of the mock to compare with the QEMU that is installed. */
export const MOCK_VERSION: QemuVersion = nearestMock(installed?.series ?? '7.2');

/** Where the QEMU that is installed is not of a version that the mock simulates: the two have different commands. */
export const skipsOtherVersions = installed?.series !== MOCK_VERSION && !('CI' in process.env);

export interface RealQemu extends AsyncDisposable {
  readonly address: string;
}

/** Starts a QEMU whose guest never runs, with one monitor; it ends with the test. */
export async function startRealQemu(
  args: readonly string[],
  monitor: '-qmp' | '-qmp-pretty',
): Promise<RealQemu> {
  const directory = await mkdtemp(join(tmpdir(), 'real-qemu-'));
  const path = join(directory, 'qmp.sock');
  const common = [
    '-S',
    '-nodefaults',
    '-display',
    'none',
    '-accel',
    'tcg',
    monitor,
    `unix:${path},server=on,wait=off`,
  ];
  // A test run that is killed, or bails out, must not leave a QEMU behind that holds a port.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', BINARY, ...common, ...args], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => {
    complaints += text.toString();
  });
  const stop = async () => {
    await ended(child);
    await rm(directory, { recursive: true, force: true });
  };
  for (let tries = 0; !existsSync(path); tries += 1) {
    if (child.exitCode !== null || tries > 200) {
      await stop();
      throw new Error(`${BINARY} did not start: ${complaints}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { address: `unix:${path}`, [Symbol.asyncDispose]: stop };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
