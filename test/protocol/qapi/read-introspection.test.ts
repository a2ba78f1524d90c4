import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { INTROSPECTED_VERSIONS, nearestIntrospected } from '../../../src/protocol/qapi/read-introspection.js';

it('knows every introspection that the package holds', async () => {
  const files = await readdir(join(import.meta.dirname, '..', '..', '..', 'schemas', 'qapi'));
  expect(INTROSPECTED_VERSIONS.map((version) => `${version}.json`).toSorted()).toEqual(files.toSorted());
});

it.each([
  [4, 2, '5.2'],
  [5, 2, '5.2'],
  [7, 1, '5.2'],
  [7, 2, '7.2'],
  [9, 2, '7.2'],
  [10, 0, '10.0'],
  [12, 0, '11.1'],
])('takes for QEMU %i.%i that of %s', (major, minor, expected) => {
  expect(nearestIntrospected({ major, minor })).toBe(expected);
});
