import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPathOf } from '../../src/qemu/image-filename.js';

const LIBVIRT =
  'json:{"backing": {"driver": "raw", "file": {"driver": "file", "filename": "/images/base.raw"}}, "driver": "qcow2", "file": {"driver": "throttle", "throttle-group": "g1", "file": {"driver": "file", "filename": "/images/top.qcow2"}}}';

describe('localPathOf', () => {
  it.each([
    ['a path', '/images/a.qcow2', '/images/a.qcow2'],
    ['a URL', 'nbd://host:10809/a', 'nbd://host:10809/a'],
    ['the image of its own, and not of its backing file', LIBVIRT, '/images/top.qcow2'],
    ['a block device', 'json:{"driver":"host_device","filename":"/dev/vg/a"}', '/dev/vg/a'],
    ['what is no path as it is', 'json:{"driver":"null-co"}', 'json:{"driver":"null-co"}'],
    ['what is no JSON as it is', 'json:{', 'json:{'],
  ])('returns %s', (_, filename, path) => {
    expect(localPathOf(filename)).toBe(path);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.json(), (json) => typeof localPathOf(`json:${json}`) === 'string'));
  });
});
