import { describe, expect, it } from 'vitest';
import type { CgroupSample } from '../../../src/model/cgroup-sample.js';
import type { LinuxSample, ThreadSample } from '../../../src/model/linux-sample.js';
import { AccountBook } from '../../../src/poll/account/account-book.js';
import { type AccountSources, GuestAccount, newNumber } from '../../../src/poll/account/guest-account.js';
import type { MachineParts } from '../../../src/poll/account/plugged-parts.js';
import { DISK, PROCESS } from '../../formats/rich-snapshot.js';

const VERSION = { major: 7, minor: 2, micro: 22, package: 'Debian 1:7.2+dfsg-7' };

const MACHINE: MachineParts = {
  vcpus: [{ index: 0, threadId: 2 }],
  memory: { baseBytes: 2 ** 30, pluggedBytes: 0 },
  disks: [DISK],
  emptyDrives: [],
  nics: [{ path: '/machine/peripheral/net0', id: 'net0', netdev: 'hn0', mac: '52:54:00:aa:bb:01' }],
};

const thread = (id: number, run: number, wait: number): ThreadSample => ({
  id,
  name: undefined,
  state: 'S',
  runNanoseconds: run * 1e9,
  waitNanoseconds: wait * 1e9,
});

const processWith = (threads: readonly ThreadSample[], userSeconds = 0): LinuxSample => ({
  ...PROCESS,
  elapsedSeconds: 60,
  userSeconds,
  systemSeconds: 0,
  threads,
});

const sources = (
  linux: LinuxSample | undefined,
  id = 1,
  more: Partial<AccountSources> = {},
): AccountSources => ({
  session: { id, beganAtSeconds: 0, reason: '' },
  linux,
  machine: MACHINE,
  cgroup: undefined,
  qemuVersion: VERSION,
  ...more,
});

function newAccount(book = new AccountBook(undefined, '')) {
  const clock = { seconds: 1000 };
  return { clock, book, account: new GuestAccount(book, () => clock.seconds) };
}

describe('the account of a guest', () => {
  it('begins with the process, and has its threads and the waits of its vCPUs', () => {
    const { account } = newAccount();
    expect(account.take(sources(processWith([thread(1, 2, 9), thread(2, 3, 4)])))).toEqual({
      number: expect.any(BigInt),
      uptimeSeconds: 60,
      qemuVersion: VERSION,
      cpuSeconds: 5,
      vcpuWaitSeconds: 4,
    });
  });

  it('begins with the process also where the sweep has taken long since the process was read', () => {
    const { account } = newAccount();
    const readSeconds = performance.now() / 1000 - 3;
    const { uptimeSeconds } = account.take(sources({ ...processWith([]), monotonicSeconds: readSeconds }));
    expect(uptimeSeconds).toBeGreaterThanOrEqual(63);
    expect(uptimeSeconds).toBeLessThan(120);
  });

  it('has another number after a change of session, and counts from there', () => {
    const { account, clock } = newAccount();
    const first = account.take(sources(processWith([thread(2, 3, 4)])));
    clock.seconds = 1010;
    const second = account.take(sources(processWith([thread(2, 5, 6)]), 2));
    expect(second).toMatchObject({ uptimeSeconds: 0, cpuSeconds: 0, vcpuWaitSeconds: 0 });
    expect(second.number).not.toBe(first.number);
    clock.seconds = 1012.5;
    const third = account.take(sources(processWith([thread(2, 6, 6.5)]), 2));
    expect(third).toMatchObject({
      number: second.number,
      uptimeSeconds: 2.5,
      cpuSeconds: 1,
      vcpuWaitSeconds: 0.5,
    });
  });

  it.each<[string, Partial<MachineParts>]>([
    ['a vCPU', { vcpus: [0, 1].map((index) => ({ index, threadId: 2 + index })) }],
    ['a DIMM', { memory: { baseBytes: 2 ** 30, pluggedBytes: 2 ** 28 } }],
    ['a disk', { disks: [DISK, { ...DISK, name: 'disk9' }] }],
    [
      'a card',
      {
        nics: [
          ...(MACHINE.nics ?? []),
          { path: '/machine/peripheral/net1', id: 'net1', netdev: 'hn1', mac: undefined },
        ],
      },
    ],
  ])('has another number after %s is plugged in, once, and again when it is unplugged', (_, more) => {
    const { account, clock } = newAccount();
    const take = (machine: MachineParts | undefined) =>
      account.take(sources(processWith([thread(2, 3, 4)]), 1, { machine }));
    const first = take(MACHINE);
    clock.seconds = 1010;
    const second = take({ ...MACHINE, ...more });
    expect(second.number).not.toBe(first.number);
    expect(second).toMatchObject({ uptimeSeconds: 0, cpuSeconds: 0 });
    // What does not answer was not unplugged.
    take(undefined);
    take({ vcpus: undefined, memory: undefined, disks: undefined, nics: undefined });
    expect(take({ ...MACHINE, ...more }).number).toBe(second.number);
    expect(take(MACHINE).number).not.toBe(second.number);
  });

  it.each<[string, MachineParts]>([
    ['ejects a medium', { ...MACHINE, disks: [], emptyDrives: [{ ...DISK }] }],
    [
      'takes memory of virtio-mem',
      { ...MACHINE, memory: { baseBytes: 2 ** 30, pluggedBytes: 2 ** 28, virtioMemBytes: 2 ** 28 } },
    ],
    [
      'gives its card another address',
      { ...MACHINE, nics: MACHINE.nics?.map((nic) => ({ ...nic, mac: '52:54:00:00:00:99' })) },
    ],
  ])('keeps its number when the guest itself %s', (_, machine) => {
    const { account } = newAccount();
    const first = account.take(sources(processWith([])));
    expect(account.take(sources(processWith([]), 1, { machine })).number).toBe(first.number);
  });

  it('is kept when the guest is tracked anew, and by a later run of ours', () => {
    const { account, book } = newAccount();
    const before = account.take(sources(processWith([thread(2, 3, 4)])));
    const later = newAccount(book);
    later.clock.seconds = 1005;
    expect(later.account.take(sources(processWith([thread(2, 4, 4)]), 9))).toMatchObject({
      number: before.number,
      uptimeSeconds: 65,
      cpuSeconds: 4,
      vcpuWaitSeconds: 4,
    });
  });

  it('is not that of another process with the same pid', () => {
    const { account, book } = newAccount();
    const before = account.take(sources(processWith([])));
    const other = { ...processWith([]), startTicks: 5000 };
    expect(newAccount(book).account.take(sources(other)).number).not.toBe(before.number);
  });

  it('never has less CPU time than the process, in which ended threads are that were never seen', () => {
    const { account } = newAccount();
    expect(account.take(sources(processWith([thread(1, 2, 0)], 7.5))).cpuSeconds).toBe(7.5);
  });

  it('keeps its counts while nothing is known of the process or the vCPUs', () => {
    const { account } = newAccount();
    account.take(sources(processWith([thread(2, 3, 4)])));
    expect(account.take(sources(undefined, 1, { machine: undefined }))).toMatchObject({
      cpuSeconds: 3,
      vcpuWaitSeconds: 4,
    });
  });

  it('takes what the limits of the group caused from the waits, where the group is its own', () => {
    const group = (isOwn: boolean, limitCores: number | undefined) => {
      const cgroup = { cpu: { limitCores, throttledSeconds: 1.5 }, isOwn } as CgroupSample;
      return newAccount().account.take(sources(processWith([thread(2, 3, 4)]), 1, { cgroup })).stolenSeconds;
    };
    expect(group(true, 0.5)).toBe(2.5);
    expect(group(false, 0.5)).toBeUndefined();
    expect(group(false, undefined)).toBe(4);
  });

  it('has no more stolen time than before when a limit of the group is lifted', () => {
    const { account } = newAccount();
    const stolen = (waitSeconds: number, limitCores: number | undefined) => {
      const cgroup = { cpu: { limitCores, throttledSeconds: 1.5 }, isOwn: true } as CgroupSample;
      return account.take(sources(processWith([thread(2, 3, waitSeconds)]), 1, { cgroup })).stolenSeconds;
    };
    expect([stolen(4, 0.5), stolen(4, undefined), stolen(5, undefined)]).toEqual([2.5, 2.5, 3.5]);
  });

  it('counts no swing of the difference between waiting and throttling twice, also after a restart of ours', () => {
    const { account, book } = newAccount();
    const take = (of: GuestAccount, waitSeconds: number, throttledSeconds: number) => {
      const cgroup = { cpu: { limitCores: 0.5, throttledSeconds }, isOwn: true } as CgroupSample;
      return of.take(sources(processWith([thread(2, 3, waitSeconds)]), 1, { cgroup })).stolenSeconds;
    };
    // The kernel adds to the throttled time at the end of a period, and to the wait when the thread runs.
    const swings = [
      [1, 0.5],
      [1, 0.9],
      [1.4, 0.9],
      [1.4, 1.3],
      [1.8, 1.3],
    ] as const;
    for (const [wait, throttled] of swings) expect(take(account, wait, throttled)).toBeCloseTo(0.5);
    const later = newAccount(book).account;
    expect(take(later, 1.8, 1.7)).toBeCloseTo(0.5);
    expect(take(later, 2.4, 1.7)).toBeCloseTo(0.7);
  });

  it('counts on from what was stolen before QEMU was moved to another group', () => {
    const { account } = newAccount();
    const stolen = (waitSeconds: number, throttledSeconds: number) => {
      const cgroup = { cpu: { limitCores: 0.5, throttledSeconds }, isOwn: true } as CgroupSample;
      return account.take(sources(processWith([thread(2, 3, waitSeconds)]), 1, { cgroup })).stolenSeconds;
    };
    expect([stolen(4, 3), stolen(4, 0), stolen(5, 0.5)]).toEqual([1, 1, 1.5]);
  });

  it('counts what the control group has waited for memory and swapped', () => {
    const { account } = newAccount();
    const stall = { avg10: 0, avg60: 0, avg300: 0, totalMicroseconds: 2_500_000 };
    const cgroup: Partial<CgroupSample> = {
      pressure: { cpu: undefined, io: undefined, memory: { some: stall, full: undefined } },
      swapTraffic: { inBytes: 4096, outBytes: undefined },
    };
    const taken = account.take(sources(processWith([]), 1, { cgroup: cgroup as CgroupSample }));
    expect(taken).toMatchObject({ memoryStallSeconds: 2.5, swapInBytes: 4096 });
    expect(taken).not.toHaveProperty('swapOutBytes');
  });
});

describe('the number of a session', () => {
  it('has 63 bits, is never 0, and never the same again', () => {
    const numbers = Array.from({ length: 1000 }, newNumber);
    expect(new Set(numbers).size).toBe(1000);
    expect(numbers.every((number) => number > 0n && number < 2n ** 63n)).toBe(true);
    expect(numbers.some((number) => number >= 2n ** 62n)).toBe(true);
  });
});
