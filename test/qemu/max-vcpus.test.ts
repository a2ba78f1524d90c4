import { describe, expect, it } from 'vitest';
import { readMaxVcpus } from '../../src/qemu/max-vcpus.js';
import { commandError, fakeQemu, qemuWith } from './fake-qemu.js';

describe('readMaxVcpus', () => {
  it('counts the slots, those in use included', async () => {
    const slots = [
      { type: 'qemu64-x86_64-cpu', 'vcpus-count': 1, props: {} },
      { type: 'qemu64-x86_64-cpu', 'vcpus-count': 2, props: {}, 'qom-path': '/machine/unattached/device[0]' },
    ];
    expect(await readMaxVcpus(qemuWith({ 'query-hotpluggable-cpus': slots }))).toBe(3);
  });

  it('reads the topology of a machine without slots', async () => {
    const refused = "The feature 'query-hotpluggable-cpus' is not enabled";
    const qmp = fakeQemu((command, { path, property }) => {
      if (command === 'qom-get' && path === '/machine' && property === 'smp') return { cpus: 2, maxcpus: 4 };
      throw commandError('GenericError', refused);
    });
    expect(await readMaxVcpus(qmp)).toBe(4);
  });

  it('is unknown where QEMU tells neither', async () => {
    expect(await readMaxVcpus(qemuWith({}))).toBeUndefined();
  });
});
