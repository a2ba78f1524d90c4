import { describe, expect, it } from 'vitest';
import { resizeProgress } from '../../../../src/cli/balloon/set/progress.js';

const MEBIBYTE = 2 ** 20;

/** A balloon on its way from 256 MiB. */
function at(mebibytes: number) {
  return { fromBytes: 256 * MEBIBYTE, actualBytes: mebibytes * MEBIBYTE, isThere: false, seconds: 0 };
}

describe('the progress of a balloon', () => {
  it('is the part of the way that it has gone, in both directions', () => {
    expect(resizeProgress(at(192), 128 * MEBIBYTE)).toEqual({
      what: '256 MiB → 128 MiB',
      place: 'at 192 MiB',
      done: 64 * MEBIBYTE,
      total: 128 * MEBIBYTE,
      unit: 'bytes',
    });
    expect(resizeProgress(at(288), 384 * MEBIBYTE)).toMatchObject({
      done: 32 * MEBIBYTE,
      total: 128 * MEBIBYTE,
    });
  });

  it('is negative while the guest goes the wrong way', () => {
    expect(resizeProgress(at(264), 128 * MEBIBYTE)).toMatchObject({ done: -8 * MEBIBYTE });
  });
});
