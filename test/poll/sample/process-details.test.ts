import { describe, expect, it } from 'vitest';
import { RamMappingError } from '../../../src/linux/guest-ram.js';
import type { CgroupSample } from '../../../src/model/cgroup-sample.js';
import type { RamSample } from '../../../src/model/ram-sample.js';
import { ProcessDetails } from '../../../src/poll/sample/process-details.js';
import { PROCESS } from '../../formats/rich-snapshot.js';

const MIB = 1024 ** 2;
const RAM: RamSample = {
  sizeBytes: 512 * MIB,
  mappedBytes: 300 * MIB,
  consumedBytes: 290 * MIB,
  swappedBytes: 0,
  mergedBytes: undefined,
  pinnedBytes: 0,
  overheadBytes: 100 * MIB,
  overheadSwappedBytes: 0,
  readAtSeconds: 1000,
  readSeconds: 0.02,
};
const OPTIONS = { backendBytes: [512 * MIB], vcpuThreads: new Set([2147]), numa: false };

async function newDetails(
  readRam: () => Promise<RamSample | undefined>,
  isOwnedBy = (pid: number): boolean => pid === 2145,
) {
  const clock = { ms: 0 };
  const details = new ProcessDetails(
    {
      procRoot: '/nowhere',
      sysRoot: '/nowhere',
      host: { readPageBytes: () => 4096 },
      process: { pid: 2145, readRam: async () => readRam().then((ram) => ram && { ram, starts: new Set() }) },
      cgroup: {
        isOwnedBy,
        readSwapTraffic: (pageBytes) => ({ inBytes: 3 * pageBytes, outBytes: undefined }),
      },
    },
    () => clock.ms,
  );
  return { details, clock };
}

describe('the details of a process', () => {
  it('are in its samples: the RAM grows and shrinks with the process in between', async () => {
    const { details } = await newDetails(async () => RAM);
    expect(details.addToProcess(PROCESS)).not.toHaveProperty('ram');
    await details.read(OPTIONS);
    const mapped = (rssBytes: number | undefined) =>
      details.addToProcess({ ...PROCESS, rssBytes }).ram?.mappedBytes;
    expect(mapped(450 * MIB)).toBe(350 * MIB);
    expect(mapped(90 * MIB)).toBe(0);
    expect(mapped(700 * MIB)).toBe(512 * MIB);
    expect(mapped(undefined)).toBe(300 * MIB);
  });

  it('have what sharing saves as at the last reading, however the RAM has grown since', async () => {
    const { details } = await newDetails(async () => RAM);
    await details.read(OPTIONS);
    const ramAt = (rssBytes: number) => details.addToProcess({ ...PROCESS, rssBytes }).ram;
    expect(ramAt(400 * MIB)).toMatchObject({ mappedBytes: 300 * MIB, consumedBytes: 290 * MIB });
    expect(ramAt(450 * MIB)).toMatchObject({ mappedBytes: 350 * MIB, consumedBytes: 340 * MIB });
    expect(ramAt(105 * MIB)).toMatchObject({ mappedBytes: 5 * MIB, consumedBytes: 0 });
  });

  it('are in the samples of its control group', async () => {
    const { details } = await newDetails(async () => undefined);
    const group = { version: 2, path: '/vm1' } as CgroupSample;
    expect(details.addToCgroup(group)).toBe(group);
    await details.read(OPTIONS);
    expect(details.addToCgroup(group)).toEqual({
      version: 2,
      path: '/vm1',
      isOwn: true,
      swapTraffic: { inBytes: 12_288, outBytes: undefined },
    });
  });

  it('have the RAM once a minute at most, and less often where that takes long', async () => {
    let readings = 0;
    let readSeconds = 0.02;
    const { details, clock } = await newDetails(async () => {
      readings++;
      return { ...RAM, readSeconds };
    });
    const readAt = async (ms: number) => {
      clock.ms = ms;
      await details.read(OPTIONS);
      return readings;
    };
    expect(await readAt(0)).toBe(1);
    expect(await readAt(59_999)).toBe(1);
    readSeconds = 1;
    expect(await readAt(60_000)).toBe(2);
    expect(await readAt(559_999)).toBe(2);
    expect(await readAt(560_000)).toBe(3);
  });

  it('keep the last RAM when a reading fails, and say why', async () => {
    let isBroken = false;
    const { details, clock } = await newDetails(async () => {
      if (isBroken) throw new RamMappingError(4096, 2, 1);
      return RAM;
    });
    await details.read(OPTIONS);
    isBroken = true;
    clock.ms = 60_000;
    await details.read(OPTIONS);
    expect(details.addToProcess(PROCESS).ram).toMatchObject({ sizeBytes: 512 * MIB });
    expect(details.failures).toEqual([{ part: 'ram', why: expect.stringContaining('2 writable mappings') }]);
  });

  it('say why the control group cannot be read while the RAM is not due', async () => {
    let isBroken = false;
    const { details, clock } = await newDetails(
      async () => Promise.reject(new RamMappingError(4096, 2, 1)),
      () => {
        if (isBroken) throw new Error('EIO');
        return true;
      },
    );
    await details.read(OPTIONS);
    expect(details.failures.map(({ part }) => part)).toEqual(['ram']);
    isBroken = true;
    clock.ms = 1000;
    await details.read(OPTIONS);
    expect(details.failures.map(({ part }) => part)).toEqual(['cgroup details', 'ram']);
  });
});
