import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Disk, DiskCounters } from '../../src/model/disk.js';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import { areOfOther, findNewSession } from '../../src/model/session-changes.js';

function sample(parts: Partial<QemuSample> = {}): QemuSample {
  return {
    name: 'vm1',
    uuid: undefined,
    runState: 'running',
    vcpus: [{ index: 0, threadId: 101 }],
    memory: undefined,
    balloon: undefined,
    disks: undefined,
    nics: undefined,
    display: undefined,
    takenAtSeconds: 1_700_000_000,
    failures: [],
    ...parts,
  };
}

const inState = (runState: string | undefined) => sample({ runState });
const reporting = (
  supplied: { readonly [stat: string]: number | bigint },
  lastUpdateSeconds = 1_700_000_000,
) =>
  sample({
    balloon: {
      device: undefined,
      actualBytes: undefined,
      report: { supplied, unset: [], lastUpdateSeconds },
      intervalSeconds: 10,
    },
  });

const COUNTERS: DiskCounters = {
  readBytes: 100,
  readOperations: 10,
  readNanoseconds: 1000,
  writeBytes: 200,
  writeOperations: 20,
  writeNanoseconds: 2000,
  flushOperations: 5,
  flushNanoseconds: 500,
};
const disk = (counters: Partial<DiskCounters> = {}, name = 'disk0'): Disk => ({
  name,
  counters: { ...COUNTERS, ...counters },
  image: undefined,
  highestWrittenBytes: undefined,
});
const withDisks = (...disks: readonly Disk[]) => sample({ disks });

describe('findNewSession, by the state', () => {
  it.each([
    ['running', 'running', undefined],
    ['running', 'paused', undefined],
    ['paused', 'running', undefined],
    ['prelaunch', 'running', undefined],
    ['running', 'io-error', undefined],
    ['io-error', 'running', undefined],
    ['save-vm', 'running', undefined],
    ['running', 'shutdown', undefined],
    ['shutdown', 'shutdown', undefined],
    ['guest-panicked', 'shutdown', undefined],
    ['shutdown', 'running', 'the guest was reset after it had gone down'],
    ['shutdown', 'prelaunch', 'the guest was reset after it had gone down'],
    ['guest-panicked', 'running', 'the guest was reset after it had gone down'],
    ['internal-error', 'paused', 'the guest was reset after it had gone down'],
    ['paused', 'prelaunch', 'the guest was reset'],
    ['io-error', 'prelaunch', 'the guest was reset'],
    ['inmigrate', 'inmigrate', undefined],
    ['inmigrate', 'running', 'the guest arrived by migration'],
    ['inmigrate', 'paused', 'the guest arrived by migration'],
    ['restore-vm', 'running', 'the guest was restored from a snapshot'],
    ['running', 'suspended', undefined],
    ['suspended', 'running', 'the guest has woken up'],
    ['running', 'postmigrate', undefined],
    ['a-later-state', 'running', undefined],
    [undefined, 'running', undefined],
    ['shutdown', undefined, undefined],
  ])('%s, then %s: %s', (before, now, reason) => {
    expect(findNewSession(inState(before), inState(now))).toBe(reason);
  });
});

describe('findNewSession, by the threads of the vCPUs', () => {
  const vcpus = (...threadIds: readonly number[]) =>
    threadIds.map((threadId, index) => ({ index, threadId }));

  it('sees another QEMU by threads of which none is the same', () => {
    expect(findNewSession(sample({ vcpus: vcpus(1, 2) }), sample({ vcpus: vcpus(3, 4) }))).toBe(
      'another QEMU answers',
    );
  });

  it.each([
    ['one was unplugged', vcpus(1, 2), vcpus(1)],
    ['one was plugged in', vcpus(1), vcpus(1, 2)],
    ['the first ones are other ones', vcpus(1, 2), vcpus(2, 3)],
    ['all share one thread', vcpus(7, 7), vcpus(7, 7)],
    ['none is known any more', vcpus(1), undefined],
    ['none was known', undefined, vcpus(1)],
    ['there are none', vcpus(1), []],
  ])('goes on when %s', (_, before, now) => {
    expect(areOfOther(before, now)).toBe(false);
    expect(findNewSession(sample({ vcpus: before }), sample({ vcpus: now }))).toBeUndefined();
  });
});

describe("findNewSession, by the guest's report", () => {
  const REASON = "the guest's counters stepped back: it was reset";

  it.each(['stat-swap-in', 'stat-swap-out', 'stat-major-faults', 'stat-minor-faults', 'stat-oom-kills'])(
    'sees that %s stepped back',
    (stat) => {
      expect(findNewSession(reporting({ [stat]: 10 }), reporting({ [stat]: 9 }))).toBe(REASON);
      expect(findNewSession(reporting({ [stat]: 2n ** 60n }), reporting({ [stat]: 9 }))).toBe(REASON);
      expect(findNewSession(reporting({ [stat]: 10 }), reporting({ [stat]: 10 }))).toBeUndefined();
    },
  );

  it('sees a report that QEMU has forgotten', () => {
    expect(findNewSession(reporting({}, 1_700_000_000), reporting({}, 0))).toBe(REASON);
    expect(findNewSession(reporting({}, 0), reporting({}, 0))).toBeUndefined();
    expect(findNewSession(reporting({}, 0), reporting({}, 1_700_000_000))).toBeUndefined();
  });

  it('takes sizes for what they are, and what is not supplied for nothing', () => {
    const before = reporting({ 'stat-free-memory': 10, 'stat-minor-faults': 10 });
    expect(findNewSession(before, reporting({ 'stat-free-memory': 5 }))).toBeUndefined();
    expect(findNewSession(before, sample())).toBeUndefined();
    expect(findNewSession(sample(), before)).toBeUndefined();
  });
});

describe('findNewSession, by the disks', () => {
  const REASON = "its disks' counters stepped back";

  it.each(['readBytes', 'readOperations', 'writeBytes', 'writeOperations', 'flushOperations'] as const)(
    'sees that %s stepped back',
    (counter) => {
      expect(findNewSession(withDisks(disk()), withDisks(disk({ [counter]: 1 })))).toBe(REASON);
    },
  );

  it.each([
    ['a disk comes', withDisks(), withDisks(disk())],
    ['a disk goes', withDisks(disk()), withDisks()],
    ['a counter is not known any more', withDisks(disk()), withDisks(disk({ readBytes: undefined }))],
    ['they could not be asked', withDisks(disk()), sample()],
    [
      'two disks with one name cannot be distinguished',
      withDisks(disk({ readBytes: 1 }), disk()),
      withDisks(disk({ readBytes: 1 }), disk()),
    ],
  ])('goes on when %s', (_, before, now) => {
    expect(findNewSession(before, now)).toBeUndefined();
  });

  it('continues while all counters grow or stay, whatever they are', () => {
    const count = fc.nat({ max: 2 ** 40 });
    fc.assert(
      fc.property(count, count, fc.nat(1000), (bytes, operations, growth) => {
        const before = { readBytes: bytes, readOperations: operations };
        const now = { readBytes: bytes + growth, readOperations: operations + growth };
        expect(findNewSession(withDisks(disk(before)), withDisks(disk(now)))).toBeUndefined();
      }),
    );
  });
});
