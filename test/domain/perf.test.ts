import { describe, expect, it } from 'vitest';
import { UnsupportedError } from '../../src/domain/domain-error.js';
import { countPerf } from '../../src/domain/perf.js';
import { reachOf } from './linux-reach.js';

describe('countPerf', () => {
  it.each([0, 99, 3_600_001, Number.NaN])('does not count for %s ms', async (milliseconds) => {
    const reach = await reachOf({});
    await expect(countPerf(reach, { milliseconds })).rejects.toThrow(RangeError);
  });

  it('does not count a QEMU on another host', async () => {
    const reach = await reachOf({}, { isRemote: true });
    await expect(countPerf(reach)).rejects.toThrow(UnsupportedError);
  });

  it('needs nobody for what only resctrl knows', async () => {
    const counted = await countPerf(await reachOf({}), { events: ['cmt'], milliseconds: 100 });
    const why = 'only /sys/fs/resctrl monitors caches and memory bandwidth';
    expect(counted).toEqual({
      source: 'perf',
      milliseconds: 100,
      counts: {},
      failures: [{ part: 'cmt', why }],
    });
  });
});
