import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../mock-qemu/mock-qemu.js';
import { VERSION } from '../src/support/version.js';
import { checkRecord, MAIN } from './run-qgauge.js';

const run = promisify(execFile);
const INSTALL_MS = 180_000;

/** A Node of another major version, from npm's package `node`; kept in the git-ignored build/ for the next run. */
async function nodeOf(major: number): Promise<string> {
  const folder = join(import.meta.dirname, '..', 'build', 'node', String(major));
  const program = join(folder, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    await run('npm', ['install', '--no-save', '--no-package-lock', '--prefix', folder, `node@${major}`]);
  }
  return program;
}

describe('the built program', () => {
  it.each([22, 24, 26])(
    'runs on Node %i too',
    async (major) => {
      const node = await nodeOf(major);
      const qemu = await startMockQemu({ name: 'web' });
      onTestFinished(() => qemu.close());
      const { stdout: version } = await run(node, ['--version']);
      expect(version).toMatch(new RegExp(`^v${major}\\.`));
      const { stdout, stderr } = await run(node, [MAIN, 'collect', '--socket', qemu.address]);
      expect(stderr).toBe('');
      expect(checkRecord(stdout).data.VMs.web).toMatchObject({ status_int: 1, mem_use: expect.any(Number) });
      const table = await run(node, [MAIN, 'ls', '--socket', qemu.address]);
      expect(table.stdout).toContain('web');
    },
    INSTALL_MS,
  );

  // 18 is Debian 12's; 12 is the oldest that has modules at all, and parses no top-level await and no `??`.
  it.each([12, 18])(
    'refuses Node %i with one sentence',
    async (major) => {
      const node = await nodeOf(major);
      const { stdout: version } = await run(node, ['-p', 'process.versions.node']);
      const sentence = `qgauge: qgauge needs Node.js 20.19 or later; this is ${version.trim()}\n`;
      for (const command of ['--version', 'ls', 'stream']) {
        await expect(run(node, [MAIN, command])).rejects.toMatchObject({
          code: 1,
          stdout: '',
          stderr: sentence,
        });
      }
    },
    INSTALL_MS,
  );

  it('is an executable file, which a link from an installation can point to', async () => {
    const { stdout } = await run(MAIN, ['--version']);
    expect(stdout).toBe(`${VERSION}\n`);
  });
});
