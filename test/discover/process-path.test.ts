import { link, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { resolveSocketPath } from '../../src/discover/process-path.js';
import { capturedTree } from '../linux/captured-tree.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** Process 7 in a mount namespace that is not ours: the paths of a socket as it is seen from here, and through its root. */
async function processElsewhere() {
  const root = await temporaryDirectory();
  const proc = await capturedTree({
    '7/root': { link: root },
    '7/ns/mnt': { link: 'mnt:[2]' },
    'self/ns/mnt': { link: 'mnt:[1]' },
  });
  const directory = await temporaryDirectory();
  await mkdir(join(root, directory), { recursive: true });
  return { proc, here: join(directory, 'qmp.sock'), there: join(proc, '7/root', directory, 'qmp.sock') };
}

async function listenAt(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
}

describe('resolveSocketPath of a process in another mount namespace', () => {
  it('is the path in the arguments, where that is the same file here', async () => {
    const { proc, here, there } = await processElsewhere();
    await listenAt(here);
    await link(here, there);
    expect(resolveSocketPath(proc, 7, here)).toBe(here);
  });

  it('leads through its root, where the path is another file here', async () => {
    const { proc, here, there } = await processElsewhere();
    await listenAt(here);
    await listenAt(there);
    expect(resolveSocketPath(proc, 7, here)).toBe(there);
  });

  it('leads through its root, where there is no such file here', async () => {
    const { proc, here, there } = await processElsewhere();
    await listenAt(there);
    expect(resolveSocketPath(proc, 7, here)).toBe(there);
  });
});
