import { describe, expect, it } from 'vitest';
import { libvirtStateOf } from '../../src/model/libvirt-state.js';
import { coldState, numberState } from '../../src/model/state-and-reason.js';

describe('the state that a run state tells', () => {
  it.each([
    ['running', 'running', 'unknown', 1, 0],
    ['paused', 'paused', 'user', 3, 1],
    ['prelaunch', 'paused', 'user', 3, 1],
    ['inmigrate', 'paused', 'migration', 3, 2],
    ['postmigrate', 'paused', 'migration', 3, 2],
    ['finish-migrate', 'paused', 'migration', 3, 2],
    ['save-vm', 'paused', 'save', 3, 3],
    ['io-error', 'paused', 'ioerror', 3, 5],
    ['watchdog', 'paused', 'watchdog', 3, 6],
    ['shutdown', 'shutdown', 'unknown', 4, 0],
    ['guest-panicked', 'crashed', 'panicked', 6, 1],
    ['suspended', 'pmsuspended', 'unknown', 7, 0],
    ['debug', 'paused', 'unknown', 3, 0],
    ['internal-error', 'paused', 'unknown', 3, 0],
    ['restore-vm', 'paused', 'unknown', 3, 0],
    ['colo', 'paused', 'unknown', 3, 0],
    ['of-a-later-qemu', 'paused', 'unknown', 3, 0],
    ['constructor', 'paused', 'unknown', 3, 0],
    [undefined, 'nostate', 'unknown', 0, 0],
  ])('%s is %s, %s', (runState, state, reason, stateNumber, reasonNumber) => {
    const named = numberState(coldState({ runState }));
    expect(named).toEqual({ state, reason, stateNumber, reasonNumber });
    expect(libvirtStateOf(runState)).toEqual({ state: stateNumber, reason: reasonNumber });
  });

  it('is a dump where QEMU writes one', () => {
    const named = numberState(coldState({ runState: 'save-vm', isDumping: true }));
    expect(named).toMatchObject({ state: 'paused', reason: 'dump', stateNumber: 3, reasonNumber: 4 });
  });
});

describe('numberState', () => {
  it("has libvirt's numbers for the last reason of each state", () => {
    const numbers = [
      numberState(['running', 'postcopy-failed']),
      numberState(['paused', 'api-error']),
      numberState(['shutdown', 'user']),
      numberState(['shutoff', 'daemon']),
      numberState(['blocked', 'unknown']),
    ].map(({ stateNumber, reasonNumber }) => [stateNumber, reasonNumber]);
    expect(numbers).toEqual([
      [1, 11],
      [3, 14],
      [4, 1],
      [5, 8],
      [2, 0],
    ]);
  });
});
