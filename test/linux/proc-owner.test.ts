import { expect, it } from 'vitest';
import { parseUid, readProcessUid } from '../../src/linux/proc-owner.js';

it('reads the effective user of a process', () => {
  expect(parseUid('Name:\tsocat\nState:\tS (sleeping)\nUid:\t1000\t0\t0\t0\nGid:\t0\t0\t0\t0\n')).toBe(0);
  expect(parseUid('Name:\tsocat\n')).toBeUndefined();
  // The kernel escapes a line feed in a name.
  expect(parseUid('Name:\t\\nUid:\t0\t0\t\nUid:\t7\t8\t9\t10\n')).toBe(8);
  expect(readProcessUid('/proc', process.pid)).toBe(process.geteuid?.());
  expect(readProcessUid('/nonexistent', 1)).toBeUndefined();
});
