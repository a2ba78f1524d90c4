import { expect, it } from 'vitest';
import { encodeVcpus } from '../../../src/formats/domain/vcpu-text.js';
import type { VcpuThread } from '../../../src/model/guest-threads.js';

function vcpu(number: number, known: Partial<VcpuThread>): VcpuThread {
  return {
    ...{ number, threadId: 7, sharesThread: false, hostThreadId: undefined, hostCpu: undefined },
    ...{ userSeconds: undefined, systemSeconds: undefined, cpuNanoseconds: undefined },
    ...{ waitNanoseconds: undefined, waitSumNanoseconds: undefined, affinity: undefined },
    ...{ policy: undefined, realtimePriority: undefined },
    ...known,
  };
}

const VCPUS = [
  vcpu(0, { hostCpu: 1, cpuNanoseconds: 6_540_000_000, affinity: [0, 1, 3] }),
  vcpu(2, { hostCpu: 0, cpuNanoseconds: 0, affinity: [2] }),
];

it('prints a character for each CPU of the host', () => {
  expect(encodeVcpus({ vcpus: VCPUS, hostCpus: 4 })).toBe(
    [
      'VCPU:           0\nCPU:            1\nState:          running\nCPU time:       6.5s\nCPU Affinity:   yy-y\n\n',
      'VCPU:           2\nCPU:            0\nState:          running\nCPU Affinity:   --y-\n',
    ].join(''),
  );
});

it('prints lists of CPUs', () => {
  expect(encodeVcpus({ vcpus: VCPUS, hostCpus: 4 }, { pretty: true })).toMatch(
    /CPU Affinity: {3}0-1,3 \(out of 4\)\n[\s\S]*CPU Affinity: {3}2 \(out of 4\)\n$/,
  );
});

it('prints what is known', () => {
  expect(encodeVcpus({ vcpus: [vcpu(0, {})], hostCpus: undefined })).toBe(
    'VCPU:           0\nState:          running\n',
  );
  expect(encodeVcpus({ vcpus: [vcpu(0, { affinity: [1] })], hostCpus: undefined })).toMatch(/: {3}-y\n$/);
  expect(encodeVcpus({ vcpus: [], hostCpus: 4 })).toBe('');
});
