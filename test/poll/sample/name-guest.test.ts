import { describe, expect, it } from 'vitest';
import type { Target } from '../../../src/discover/target.js';
import { nameByGiven, withExpectedName } from '../../../src/poll/names/name-guest.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { GUEST, guestSnapshot } from '../../formats/rich-snapshot.js';

/** A monitor that a user has named, and of whose QEMU nothing is known. */
const TARGET: Target = {
  process: undefined,
  isNamed: true,
  monitors: [{ address: parseAddress('/run/vm1/qmp.sock'), listening: undefined }],
  agent: undefined,
  whyNoMonitor: '',
};

const silent = guestSnapshot({ name: 'qmp', qemu: undefined, linux: undefined, pid: undefined });
const answered = guestSnapshot({ name: 'own', qemu: GUEST });

describe('a guest at an address', () => {
  it('has the name that it is given, answered or not', () => {
    for (const guest of [silent, answered]) {
      const given = { name: 'web', lastName: 'old' };
      expect(nameByGiven(guest, TARGET, given)).toEqual({ ...guest, name: 'web' });
    }
  });

  it('has its own name once it answers, and until then its last one', () => {
    expect(nameByGiven(answered, TARGET, { lastName: 'old' })).toEqual(answered);
    expect(nameByGiven(silent, TARGET, { lastName: 'old' })).toEqual({ ...silent, name: 'old' });
  });

  it('is never seen without any of these, and called by its address', () => {
    const guest = nameByGiven(silent, TARGET, undefined);
    expect(guest).toEqual({ ...silent, name: 'unix:/run/vm1/qmp.sock', isNeverSeen: true });
    expect(nameByGiven(silent, { ...TARGET, isNamed: false }, undefined)).toEqual(silent);
  });

  it('is known by the name of its socket where that is expected', () => {
    const expected = new Set(['qmp']);
    expect(withExpectedName(TARGET, undefined, expected)).toEqual({ lastName: 'qmp' });
    expect(withExpectedName(TARGET, { name: 'web' }, expected)).toEqual({ name: 'web' });
    expect(withExpectedName(TARGET, undefined, new Set(['web']))).toBeUndefined();
  });
});
