import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathOfFilename } from '../../src/qemu/image-path.js';

const LIBVIRT =
  'json:{"backing": {"driver": "raw", "file": {"driver": "file", "filename": "/images/base.raw"}}, "driver": "qcow2", "file": {"driver": "throttle", "throttle-group": "g1", "file": {"driver": "file", "filename": "/images/top.qcow2"}}}';

describe('pathOfFilename', () => {
  it.each<readonly [string, string | undefined, string | undefined]>([
    ['a path', '/var/lib/a.qcow2', '/var/lib/a.qcow2'],
    ['a path like an address', '/mnt/https://x:y@z', '/mnt/https://x:y@z'],
    ['a relative path', 'a.qcow2', 'a.qcow2'],
    ['options', 'json:{"driver":"qcow2","file":{"driver":"file","filename":"/a"}}', '/a'],
    [
      'the options of a filter',
      'json:{"throttle-group":"g","driver":"throttle","file":{"driver":"qcow2","file":{"driver":"file","filename":"/a"}}}',
      '/a',
    ],
    ['the image itself, and not of its backing file', LIBVIRT, '/images/top.qcow2'],
    ['a block device', 'json:{"driver":"host_device","filename":"/dev/vg/a"}', '/dev/vg/a'],
    ['options without a path', 'json:{"driver":"null-co"}', undefined],
    ['options that QEMU has cut', 'json:{"driver":"qcow2","fi', undefined],
    ['an address', 'nbd+unix:///export?socket=/run/nbd', 'nbd+unix:///export?socket=/run/nbd'],
    ['an address with a password', 'ssh://me:pass@host/a', 'ssh://(removed)@host/a'],
    [
      'a Ceph image with a key',
      'rbd:pool/image:id=admin:key=AQBx==',
      'rbd:pool/image:id=admin:key=(removed)',
    ],
    ['nothing', '', undefined],
    ['an image of which QEMU tells no name', undefined, undefined],
  ])('finds that of %s', (_, filename, path) => {
    expect(pathOfFilename(filename)).toBe(path);
  });

  it('takes any text, and keeps a path on the host as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(pathOfFilename(`/${text}`)).toBe(`/${text}`);
        expect(pathOfFilename(`json:${text}`) ?? '').not.toMatch(/^json:/);
      }),
    );
    fc.assert(fc.property(fc.json(), (json) => pathOfFilename(`json:${json}`) !== ''));
  });
});
