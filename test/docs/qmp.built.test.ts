import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/index.js';
import { optionsOf } from '../cli/list-commands.js';
import { MAIN } from '../run-qgauge.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'qmp.md'), 'utf8');
const LINES = Array.from(PAGE.matchAll(/```sh\n(.*?)```/gs), ([, lines = '']) =>
  lines.trim().split('\n'),
).flat();

describe('docs/qmp.md', () => {
  it('shows command lines for each verb', () => {
    expect(LINES.length).toBeGreaterThan(10);
  });

  it.each(LINES)('%s', async (line) => {
    await using qemu = await startMockQemu({ version: '7.2', name: 'vm1' });
    const shell = `qgauge() { '${process.execPath}' '${MAIN}' "$@"; }; ${line}`;
    // A guest of this host may be called web.
    const byAddress = shell.replaceAll(/ (qmp|qom) web /g, ' $1 /run/vm1/qmp.sock ');
    const script = byAddress.replaceAll('/run/vm1/qmp.sock', qemu.path ?? '');
    // A status other than 0 rejects.
    const { stderr } = await promisify(execFile)('bash', ['-c', script]);
    expect(stderr).toBe('');
  });

  it('has every option of the commands', () => {
    const options = new Set([...optionsOf('qgauge qmp'), ...optionsOf('qgauge qom')]);
    expect(options).toEqual(
      new Set([
        '--compact',
        '--list',
        '--control',
        '--unstable',
        '--timeout',
        '--wide',
        '--columns',
        '--sort',
        '--filter',
      ]),
    );
    for (const option of options) expect(PAGE).toContain(option);
  });
});
