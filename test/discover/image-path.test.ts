import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { absoluteImagePath } from '../../src/discover/image-path.js';
import { capturedTree, type TreeFiles } from '../linux/captured-tree.js';
import { temporaryDirectory } from '../temporary-directory.js';

const PID = 2145;

/** Images in a directory, and a QEMU that has the first of them open. */
async function start(files: (images: string) => TreeFiles) {
  const images = await temporaryDirectory();
  for (const name of ['root.qcow2', 'other.raw']) writeFileSync(join(images, name), name);
  const procRoot = await capturedTree({
    [`${PID}/root`]: { link: '/' },
    [`${PID}/fd/9`]: { link: join(images, 'root.qcow2') },
    [`${PID}/fd/10`]: { link: 'socket:[7]' },
    ...files(images),
  });
  return { images, find: (path: string) => absoluteImagePath(procRoot, PID, path) };
}

it('finds the image below the directory of QEMU, if QEMU has it open', async () => {
  const { images, find } = await start((directory) => ({ [`${PID}/cwd`]: { link: directory } }));
  expect(find('root.qcow2')).toBe(join(images, 'root.qcow2'));
  expect(find('./root.qcow2')).toBe(join(images, 'root.qcow2'));
  expect(find('other.raw')).toBeUndefined();
  expect(find('none.raw')).toBeUndefined();
});

it('finds that of a QEMU that is a daemon below the directory in which it was started', async () => {
  const { images, find } = await start((directory) => ({
    [`${PID}/cwd`]: { link: '/' },
    [`${PID}/environ`]: `HOME=/root\0PWD=${directory}\0`,
  }));
  expect(find('root.qcow2')).toBe(join(images, 'root.qcow2'));
});

it('leaves an absolute path as it is, and takes no address for one', async () => {
  const { find } = await start((directory) => ({ [`${PID}/cwd`]: { link: directory } }));
  expect(find('/srv/a.raw')).toBe('/srv/a.raw');
  for (const path of ['nbd://host/root.qcow2', 'rbd:pool/root.qcow2', 'json:{}', ''])
    expect(find(path)).toBeUndefined();
});
