import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(await temporaryDirectory(), name);
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

describe('qgauge serve --check', () => {
  it('checks the web configuration beside the configuration, and starts nothing', async () => {
    const config = await fileOf('qgauge.yaml', 'interval: 10s\n');
    const web = await fileOf('web.yml', 'basic_auth_users: {}\n');
    const run = await runQgauge(['serve', '--check', '--config', config, '--web.config.file', web]);
    expect(run).toMatchObject({
      status: 0,
      stdout: `${config}: a valid configuration (sinks: 0)\n${web}: a valid web configuration\n`,
      stderr: '',
    });
  });

  it('finds what a start would end with', async () => {
    const web = await fileOf('web.yml', 'basic_auth_user: {}\n');
    const run = await runQgauge(['serve', '--check', '--web.config.file', web]);
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toBe(
      `qgauge: ${web}:1:1: basic_auth_user: unknown key; did you mean 'basic_auth_users'?\n`,
    );
    const tokens = join(await temporaryDirectory(), 'tokens');
    const other = await runQgauge(['serve', '--check', '--web.token-file', tokens]);
    expect(other).toMatchObject({ status: 1, stderr: expect.stringContaining(tokens) });
  });
});
