import { describe, expect, it } from 'vitest';
import { countPresentCpus, readOnlineCpus } from '../../src/linux/online-cpus.js';
import { capturedTree } from './captured-tree.js';

const CPU = 'devices/system/cpu';

describe('the CPUs of a host', () => {
  it('are those that are switched off, too', async () => {
    const root = await capturedTree({ [`${CPU}/online`]: '0,2\n', [`${CPU}/present`]: '0-3\n' });
    expect(readOnlineCpus(root)).toEqual([0, 2]);
    expect(countPresentCpus(root)).toBe(4);
  });

  it.each([[{}], [{ [`${CPU}/online`]: 'what?\n', [`${CPU}/present`]: 'what?\n' }]])(
    'are unknown where the kernel does not list them: %j',
    async (files) => {
      const root = await capturedTree(files);
      expect(readOnlineCpus(root)).toBeUndefined();
      expect(countPresentCpus(root)).toBeUndefined();
    },
  );
});
