import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withAbsolutePaths } from '../../../src/cli/domstats/image-paths.js';
import { domainStats } from '../../../src/formats/domstats/domstats.js';
import { DISK, RICH } from '../../formats/rich-snapshot.js';
import { capturedTree } from '../../linux/captured-tree.js';
import { temporaryDirectory } from '../../temporary-directory.js';

it('prints the absolute path of an image that QEMU has opened by a relative one', async () => {
  const images = await temporaryDirectory();
  const path = join(images, 'root.qcow2');
  writeFileSync(path, '');
  const procRoot = await capturedTree({
    '7/root': { link: '/' },
    '7/cwd': { link: images },
    '7/fd/9': { link: path },
  });
  const [first] = RICH.guests;
  if (first?.qemu === undefined || DISK.image === undefined) throw new Error('the first guest is whole');
  const layers = ['root.qcow2', 'base.qcow2', undefined].map((filename) => ({
    ...{ filename, virtualBytes: 1, actualBytes: 1 },
  }));
  const disks = [{ ...DISK, image: { ...DISK.image, layers } }];
  const guest = withAbsolutePaths({ ...first, pid: 7, qemu: { ...first.qemu, disks } }, procRoot);
  const paths = domainStats(guest, { groups: ['block'], backing: true }).filter(([key]) =>
    key.endsWith('.path'),
  );
  expect(paths).toEqual([['block.0.path', path]]);
});
