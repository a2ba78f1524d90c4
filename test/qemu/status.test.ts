import { describe, expect, it } from 'vitest';
import { readRunState } from '../../src/qemu/status.js';
import { qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

describe('readRunState', () => {
  it.each(VERSIONS)('reads the state of a recorded %s, with singlestep or without', async (version) => {
    expect(await readRunState(recordedQemu(version))).toBe('running');
  });

  it('keeps a state that only a later QEMU knows', async () => {
    expect(await readRunState(qemuWith({ 'query-status': { status: 'dreaming' } }))).toBe('dreaming');
  });

  it('knows nothing from a reply of another form', async () => {
    expect(await readRunState(qemuWith({ 'query-status': { running: true } }))).toBeUndefined();
  });
});
