import { describe, expect, test } from 'vitest';
import { parseTscKhz } from './host-tsc.js';

const RATED = 'model name\t: Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz\n';
const AT_THE_MOMENT = 'cpu MHz\t\t: 1199.853\n';

describe('the frequency of the time stamp counter', () => {
  test('is the clock of the cores where that cannot change', () => {
    expect(parseTscKhz(`${RATED}cpu MHz\t\t: 2599.978\n`, false)).toBe(2_599_978);
  });

  test('is the rated frequency where the clock can change', () => {
    expect(parseTscKhz(`${RATED}${AT_THE_MOMENT}`, true)).toBe(2_600_000);
  });

  test('is unknown where the clock can change and nothing is rated', () => {
    expect(parseTscKhz(`model name\t: AMD EPYC 7B13\n${AT_THE_MOMENT}`, true)).toBeUndefined();
  });
});
