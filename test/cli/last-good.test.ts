import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { withLastGood } from '../../src/cli/last-good.js';
import type { ProblemKind } from '../../src/model/problem.js';
import type { GuestSnapshot } from '../../src/model/snapshot.js';
import { RICH } from '../formats/rich-snapshot.js';

const NOW_SECONDS = 1_800_000_000;
const [FIRST] = RICH.guests;

function silent(kind: ProblemKind, ageSeconds: number): GuestSnapshot {
  if (FIRST?.qemu === undefined) throw new Error('the first guest is whole');
  const lastGood = { qemu: FIRST.qemu, ageSeconds };
  return { ...FIRST, name: 'web', qemu: undefined, problem: { kind, message: 'in use' }, lastGood };
}

function refill(guest: GuestSnapshot) {
  vi.useFakeTimers({ now: NOW_SECONDS * 1000 });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  return withLastGood(guest, NOW_SECONDS - 4);
}

describe('a guest that a daemon could not ask', () => {
  it.each(['busy', 'lent', 'late'] as const)('has its last figures with their age while it is %s', (kind) => {
    const { guest, warnings } = refill(silent(kind, 6));
    expect(guest.problem).toBeUndefined();
    expect(guest.qemu).toBe(FIRST?.qemu);
    expect(warnings).toEqual(["web: in use; QEMU's figures are those of 10 s ago"]);
  });

  it('has none where it hangs, or the last ones are old', () => {
    for (const guest of [silent('hung', 6), silent('busy', 60)])
      expect(refill(guest)).toEqual({ guest, warnings: [] });
  });
});
