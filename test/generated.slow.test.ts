import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

it('the generated files are what their sources make', async () => {
  const script = join(ROOT, 'scripts', 'generate.js');
  // A status other than 0 rejects, with what the script reported.
  const { stderr } = await promisify(execFile)(process.execPath, [script, '--check'], { cwd: ROOT });
  expect(stderr).toBe('');
});
