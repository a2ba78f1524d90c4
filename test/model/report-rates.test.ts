import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BalloonReport } from '../../src/model/balloon.js';
import type { GuestRates, ReportRates } from '../../src/model/rates.js';
import { reportRates } from '../../src/model/report-rates.js';
import type { GuestSnapshot } from '../../src/model/snapshot.js';
import { GUEST, guestSnapshot } from '../formats/rich-snapshot.js';

type Supplied = BalloonReport['supplied'];

/** A guest whose last report is of this time, with the rates of the snapshot that it is in. */
function reported(lastUpdateSeconds: number, supplied: Supplied, report?: ReportRates): GuestSnapshot {
  const balloon = GUEST.balloon && { ...GUEST.balloon, report: { supplied, unset: [], lastUpdateSeconds } };
  const rates = report && ({ report } as GuestRates);
  return { ...guestSnapshot({ qemu: { ...GUEST, balloon } }), rates };
}

describe('the counters of two reports', () => {
  it('have rates over the time between the reports; what is no counter has none', () => {
    const before = reported(100, { 'stat-swap-in': 4096, 'stat-free-memory': 1 });
    const now = reported(110, { 'stat-swap-in': 45_056, 'stat-free-memory': 9, 'stat-major-faults': 3 });
    expect(reportRates(before, now)).toEqual({ 'stat-swap-in': 4096, 'stat-major-faults': undefined });
  });

  it('keep their rates until the next report', () => {
    const held = { 'stat-swap-in': 7 };
    expect(reportRates(reported(100, {}, held), reported(100, { 'stat-swap-in': 1 }))).toBe(held);
    expect(reportRates(reported(100, {}), reported(100, {}))).toBeUndefined();
  });

  it('have no rate when they step back', () => {
    const rates = reportRates(reported(100, { 'stat-swap-out': 9 }), reported(110, { 'stat-swap-out': 8 }));
    expect(rates).toEqual({ 'stat-swap-out': undefined });
  });

  it('are integers of any size', () => {
    const rates = reportRates(
      reported(100, { 'stat-minor-faults': 2n ** 60n }),
      reported(101, { 'stat-minor-faults': 2n ** 60n + 2n ** 20n }),
    );
    expect(rates).toEqual({ 'stat-minor-faults': 2 ** 20 });
  });

  it('have no rates without a report before, when the clock was set back, and while QEMU does not answer', () => {
    const now = reported(100, { 'stat-swap-in': 9 });
    const silent = guestSnapshot({ qemu: undefined });
    for (const before of [reported(0, {}), reported(101, {}), silent])
      expect(reportRates(before, now)).toBeUndefined();
    expect(reportRates(now, silent)).toBeUndefined();
  });

  it('never have a rate that is negative or not a number', () => {
    const figure = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
    const report = fc.tuple(fc.nat(50), fc.dictionary(fc.constantFrom('stat-swap-in', 'x'), figure));
    fc.assert(
      fc.property(report, report, (before, now) => {
        for (const rate of Object.values(reportRates(reported(...before), reported(...now)) ?? {}))
          expect(rate ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
