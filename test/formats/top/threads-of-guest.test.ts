import { describe, expect, it } from 'vitest';
import { threadsOfGuest } from '../../../src/formats/top/threads-of-guest.js';
import type { ThreadSample } from '../../../src/model/linux-sample.js';
import { AFTER, MOVING_GUEST, MOVING_PROCESS } from '../moving-snapshot.js';
import { guestSnapshot } from '../rich-snapshot.js';

const [WEB] = AFTER.guests;
if (WEB === undefined) throw new Error('no guest');

const thread = (id: number, state: string): ThreadSample => {
  return { id, name: `t${id}`, state, runNanoseconds: 1e9, waitNanoseconds: 0 };
};

describe('the threads of a guest', () => {
  it('are its vCPUs, its iothreads, and the rest of QEMU together', () => {
    expect(threadsOfGuest(WEB)).toMatchObject([
      { label: 'vcpu 0', id: 2147, name: 'CPU 0/KVM', state: 'R', waitRatio: 0.05 },
      { label: 'vcpu 1', id: 2148, state: 'S', runRatio: 0.4 },
      { label: 'iothread iothread0', id: 2149, runRatio: 0.02 },
      { label: 'emulator', id: undefined, name: 'qemu-system-x86', runRatio: 0.04 },
    ]);
  });

  it('are known by the last answer while there is none', () => {
    const silent = { ...WEB, qemu: undefined, lastGood: { qemu: MOVING_GUEST, ageSeconds: 1 } };
    expect(threadsOfGuest(silent)).toEqual(threadsOfGuest(WEB));
  });

  it('are one row while nothing tells which are the vCPUs, with the state that matters most', () => {
    const linux = { ...MOVING_PROCESS, threads: [thread(1, 'S'), thread(2, 'R'), thread(3, 'D')] };
    expect(threadsOfGuest(guestSnapshot({ qemu: undefined, linux }))).toEqual([
      {
        ...{ label: 'all', id: undefined, name: '3 threads', state: 'D' },
        ...{ runRatio: undefined, waitRatio: undefined, runNanoseconds: 3e9 },
      },
    ]);
  });

  it('count a thread that several vCPUs share once, as that of the first', () => {
    const vcpus = [0, 1].map((index) => ({ index, threadId: 2147 }));
    const [first, second] = threadsOfGuest({ ...WEB, qemu: { ...MOVING_GUEST, vcpus } });
    expect(first).toMatchObject({ label: 'vcpu 0', id: 2147, runRatio: 0.606 });
    expect(second).toMatchObject({ label: 'vcpu 1', id: 2147, runRatio: undefined, state: undefined });
  });

  it('are unknown on another host, but for the ids that QEMU has reported', () => {
    const remote = guestSnapshot({ linux: undefined, qemu: MOVING_GUEST });
    expect(threadsOfGuest(remote).map(({ label, id, state }) => [label, id, state])).toEqual([
      ['vcpu 0', 2147, undefined],
      ['vcpu 1', 2148, undefined],
      ['iothread iothread0', 2149, undefined],
    ]);
    expect(threadsOfGuest(guestSnapshot({ linux: undefined, qemu: undefined }))).toEqual([]);
  });
});
