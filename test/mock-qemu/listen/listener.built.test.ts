import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCheckoutRoot } from '../../lab/checkout.js';
import { temporaryDirectory } from '../../temporary-directory.js';

describe('a process without file descriptors', () => {
  it('is told so, and leaves nothing behind', async () => {
    const directory = await temporaryDirectory();
    const module = join(findCheckoutRoot(), 'dist', 'mock-qemu', 'index.js');
    const script = `
      import { startMockQemu } from ${JSON.stringify(module)};
      const mocks = [];
      try {
        for (;;) mocks.push(await startMockQemu());
      } catch (error) {
        console.log(error.code, error.message);
      }
      for (const mock of mocks) await mock.close();`;
    const node = [process.execPath, '--input-type=module', '-e', script];
    const options = { encoding: 'utf8', env: { ...process.env, TMPDIR: directory } } as const;
    // Enough for Node to read all the mock's modules at once.
    const { stdout, stderr } = spawnSync('sh', ['-c', 'ulimit -n 300; exec "$@"', 'sh', ...node], options);
    expect(stderr).toBe('');
    expect(readdirSync(directory)).toEqual([]);
    expect(stdout).toMatch(
      /^ERR_MOCK_TOO_MANY_FILES cannot listen on unix:\/.*\/qmp\.sock: no file descriptors left \(EMFILE\); raise the limit with 'ulimit -n', or start fewer machines\n$/,
    );
  });
});
