import { describe, expect, it } from 'vitest';
import { readDirtyRate } from '../../src/qemu/dirty-rate.js';
import { qemuWith } from './fake-qemu.js';

const MEASURED = {
  ...{ 'dirty-rate': 4, 'start-time': 416, 'calc-time': 1, status: 'measured', mode: 'page-sampling' },
  'sample-pages': 512,
};

describe('readDirtyRate', () => {
  it('reads a measured rate, in bytes', async () => {
    expect(await readDirtyRate(qemuWith({ 'query-dirty-rate': MEASURED }))).toEqual({
      status: 'measured',
      mode: 'page-sampling',
      startSeconds: 416,
      periodSeconds: 1,
      bytesPerSecond: 4_194_304,
      vcpus: [],
    });
  });

  it('reads a period in milliseconds', async () => {
    const reply = { ...MEASURED, 'calc-time': 1500, 'calc-time-unit': 'millisecond' };
    expect(await readDirtyRate(qemuWith({ 'query-dirty-rate': reply }))).toMatchObject({
      periodSeconds: 1.5,
    });
  });

  it('reads the rate of each vCPU', async () => {
    const vcpus = [{ id: 0, 'dirty-rate': 1 }, { id: 1 }, 'x'];
    const reply = { ...MEASURED, mode: 'dirty-ring', 'vcpu-dirty-rate': vcpus };
    const rate = await readDirtyRate(qemuWith({ 'query-dirty-rate': reply }));
    expect(rate?.vcpus).toEqual([{ index: 0, bytesPerSecond: 1_048_576 }]);
  });

  it('has no rate before the first measurement, and no mode from QEMU 5.2', async () => {
    const reply = { status: 'unstarted', 'start-time': 0, 'calc-time': 0 };
    const rate = await readDirtyRate(qemuWith({ 'query-dirty-rate': reply }));
    expect(rate).toEqual({ status: 'unstarted', startSeconds: 0, periodSeconds: 0, vcpus: [] });
  });

  it('is unknown to a QEMU without the command, or with another reply', async () => {
    expect(await readDirtyRate(qemuWith({}))).toBeUndefined();
    expect(await readDirtyRate(qemuWith({ 'query-dirty-rate': [] }))).toBeUndefined();
  });
});
