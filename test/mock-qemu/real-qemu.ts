import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
  for (let tries = 0; !isListening(path); tries += 1) {
    if (child.exitCode !== null || tries > 200) {
      await stop();
      throw new Error(`${BINARY} did not start: ${complaints}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { address: `unix:${path}`, [Symbol.asyncDispose]: stop };
}

/**
 * A socket is bound, and its file appears, before it listens. A real line, of which `00010000` shows that it listens:
 * `0000000000000000: 00000002 00000000 00010000 0001 01 12345 /tmp/real-qemu-a/qmp.sock`
 */
function isListening(path: string): boolean {
  const lines = readFileSync('/proc/net/unix', 'utf8').split('\n');
  return lines.some((line) => line.includes(' 00010000 ') && line.endsWith(` ${path}`));
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}

/**
 * Reduces an error about JSON to what a QEMU and its mock have in common. Since 11.1 QEMU says where the error is, and has other
 * words for some errors: `1:81: JSON parse error, expecting ':'`. The mock has the older words in all versions.
 */
export function withoutJsonPlace(text: string): string {
  if (MOCK_VERSION !== '11.1') return text;
  return text.replace(/"(?:\d+:\d+: )?JSON parse error, (?:[^"\\]|\\.)*"/g, '"JSON parse error"');
}

/** Since 11.1 QEMU reads on after too many brackets until they are closed; the mock reads anew, as older versions do. */
export const readsOnAfterNesting = MOCK_VERSION === '11.1';
