import { describe, expect, it } from 'vitest';
import { readRunStatus } from '../../src/qemu/status.js';
import { qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

describe('readRunStatus', () => {
  it.each(VERSIONS)('reads the state of a recorded %s, with singlestep or without', async (version) => {
    expect(await readRunStatus(recordedQemu(version))).toEqual({
      runState: 'running',
      isRunning: true,
    });
  });

  it('keeps a state that only a later QEMU knows, and whether the guest runs in it', async () => {
    const dreaming = (running: unknown) =>
      readRunStatus(qemuWith({ 'query-status': { status: 'dreaming', running } }));
    expect(await dreaming(true)).toEqual({ runState: 'dreaming', isRunning: true });
    expect(await dreaming(false)).toEqual({ runState: 'dreaming', isRunning: false });
    expect(await dreaming('yes')).toEqual({ runState: 'dreaming', isRunning: undefined });
  });

  it('knows nothing from a reply of another form', async () => {
    expect((await readRunStatus(qemuWith({ 'query-status': { running: true } }))).runState).toBeUndefined();
  });
});
