import { expect, it } from 'vitest';
import { findingsOf } from '../../src/balloon/findings-of-snapshot.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { WEB } from '../serve/web-guest.js';

const SESSION = { id: 1, beganAtSeconds: 1, reason: 'first seen' };

function snapshotOf(guest: Partial<GuestSnapshot>): Snapshot {
  const guests = [{ ...WEB, session: SESSION, ...guest }];
  return { takenAtSeconds: 1, host: { memoryBytes: undefined }, guests, warnings: [] };
}

it('judges a guest that was busy in the first sweep by the second', () => {
  const problem = { kind: 'busy', message: 'its monitor is busy' } as const;
  const snapshot = snapshotOf({ qemu: undefined, problem });
  const [answered] = findingsOf({ snapshot, later: snapshotOf({}) });
  expect(answered?.sample).toBe(WEB.qemu);
  expect(answered?.verdict).toBe(WEB.memory.verdict);
  const [silent] = findingsOf({ snapshot, later: snapshot });
  expect(silent).toMatchObject({ sample: undefined, verdict: 'busy' });
});
