import { expect, it } from 'vitest';
import { encodePng, parsePpm, sizeOfPng } from '../../../src/domain/screens/encode-png.js';
import { readPngRows } from '../acting/png-rows.js';

const PIXELS = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
const PPM = Buffer.concat([Buffer.from('P6\n3 2\n255\n'), PIXELS]);

it('converts a PPM of QEMU to PNG', () => {
  const picture = parsePpm(PPM);
  expect(picture).toEqual({ width: 3, height: 2, pixels: PIXELS });
  if (picture === undefined) return;
  const png = encodePng(picture);
  expect(sizeOfPng(png)).toEqual({ width: 3, height: 2 });
  // Each row begins with its filter, none.
  expect(readPngRows(png)).toEqual([
    Buffer.concat([Buffer.from([0]), PIXELS.subarray(0, 9)]),
    Buffer.concat([Buffer.from([0]), PIXELS.subarray(9)]),
  ]);
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['another format', Buffer.from('P5\n3 2\n255\n')],
  ['one that is cut off', PPM.subarray(0, PPM.length - 1)],
  ['one without pixels', Buffer.from('P6\n0 0\n255\n')],
  ['one that is too large', Buffer.from('P6\n99999 99999\n255\n')],
])('takes %s for no PPM', (_, file) => {
  expect(parsePpm(file)).toBeUndefined();
  expect(sizeOfPng(file)).toBeUndefined();
});
