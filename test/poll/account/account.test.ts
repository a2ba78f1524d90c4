import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, advance, openFirst, openNext } from '../../../src/poll/account/account.js';

const OPENING = { number: 7n, beganSeconds: 100 };

describe('the account of a session', () => {
  it('has everything that the process has had in the first one', () => {
    expect(openFirst(OPENING, { cpuSeconds: 12, swapInBytes: 4096 })).toMatchObject({
      counts: { cpuSeconds: 12, swapInBytes: 4096 },
    });
  });

  it('begins with nothing in a later one, and adds what comes', () => {
    const first = openFirst(OPENING, { cpuSeconds: 12 });
    const next = openNext({ number: 8n, beganSeconds: 200 }, first, { cpuSeconds: 13, vcpuWaitSeconds: 2 });
    expect(next.counts).toEqual({ cpuSeconds: 0, vcpuWaitSeconds: 0 });
    expect(advance(next, { cpuSeconds: 15.5, vcpuWaitSeconds: 3 }).counts).toEqual({
      cpuSeconds: 2.5,
      vcpuWaitSeconds: 1,
    });
  });

  it('keeps a count while its source is silent, and continues where that is again', () => {
    const account = openFirst(OPENING, { cpuSeconds: 12 });
    const silent = advance(account, {});
    expect(silent.counts).toEqual({ cpuSeconds: 12 });
    expect(advance(silent, { cpuSeconds: 14 }).counts).toEqual({ cpuSeconds: 14 });
  });

  it('begins at 0 with a source that becomes known later, except in the first session', () => {
    const first = openFirst(OPENING, {});
    expect(advance(first, { swapInBytes: 8192 }).counts).toEqual({ swapInBytes: 8192 });
    const next = openNext(OPENING, first, {});
    expect(advance(next, { swapInBytes: 8192 }).counts).toEqual({ swapInBytes: 0 });
  });

  it('never falls, whatever its sources say', () => {
    const totals = fc.record({ cpuSeconds: fc.option(fc.nat(1000), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(totals), (readings) => {
        let account: Account = openFirst(OPENING, {});
        for (const reading of readings) {
          const next = advance(account, reading);
          expect(next.counts.cpuSeconds ?? 0).toBeGreaterThanOrEqual(account.counts.cpuSeconds ?? 0);
          account = next;
        }
      }),
    );
  });
});
