import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoanEnd } from '../../../src/model/lending.js';
import { startLeaseTimer } from '../../../src/poll/lend/lease-timer.js';
import { Loan } from '../../../src/poll/lend/loan.js';

const BORROWER = { pid: 4242, command: 'socat' } as const;
const LEASE_MS = 1000;

/** Timers that ring when the test advances them. */
class Timers {
  nowMs = 0;
  readonly #set = new Set<{ readonly atMs: number; readonly onEnd: () => void }>();

  get running(): number {
    return this.#set.size;
  }

  readonly start = (ms: number, onEnd: () => void) => {
    const timer = { atMs: this.nowMs + ms, onEnd };
    this.#set.add(timer);
    return () => this.#set.delete(timer);
  };

  advance(ms: number): void {
    this.nowMs += ms;
    for (const timer of [...this.#set])
      if (timer.atMs <= this.nowMs && this.#set.delete(timer)) timer.onEnd();
  }
}

function newLoan() {
  const timers = new Timers();
  const loan = new Loan('web', BORROWER, { leaseMs: LEASE_MS, startTimer: timers.start });
  const ends: LoanEnd[] = [];
  void loan.ended.then((why) => ends.push(why));
  return { loan, timers, ends };
}

describe('a loan', () => {
  it('begins when the monitor is free, and ends when its time has run out', async () => {
    const { loan, timers } = newLoan();
    expect(loan.state).toEqual({ name: 'recalling' });
    timers.advance(10 * LEASE_MS);
    expect(loan.isActive).toBe(true);
    loan.begin();
    timers.advance(LEASE_MS - 1);
    expect(loan.state.name).toBe('lent');
    timers.advance(1);
    expect(loan.state).toEqual({ name: 'ended', why: 'expired' });
    expect(await loan.ended).toBe('expired');
  });

  it('lasts longer when it is renewed, and not when it has ended', async () => {
    const { loan, timers } = newLoan();
    expect(loan.renew()).toBe(false);
    loan.begin();
    timers.advance(LEASE_MS - 1);
    expect(loan.renew()).toBe(true);
    timers.advance(LEASE_MS - 1);
    expect(loan.isActive).toBe(true);
    timers.advance(1);
    expect(loan.renew()).toBe(false);
    expect(loan.state).toEqual({ name: 'ended', why: 'expired' });
  });

  it('that has ended while the monitor was recalled does not begin', () => {
    const { loan, timers } = newLoan();
    loan.release();
    loan.begin();
    expect(loan.state).toEqual({ name: 'ended', why: 'released' });
    expect(timers.running).toBe(0);
  });

  it('ends once, for the first reason, and leaves no timer, whatever happens in which order', async () => {
    const step = fc.oneof(
      fc.constantFrom('begin' as const, 'renew' as const, 'release' as const),
      fc.constantFrom<LoanEnd>('gone', 'closed'),
      fc.integer({ min: 0, max: 2 * LEASE_MS }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { loan, timers, ends } = newLoan();
        let dueMs: number | undefined;
        let why: LoanEnd | undefined;
        for (const one of steps) {
          const isLent: boolean = dueMs !== undefined && why === undefined;
          if (typeof one === 'number') {
            timers.advance(one);
            if (isLent && dueMs !== undefined && dueMs <= timers.nowMs) why = 'expired';
          } else if (one === 'begin') {
            loan.begin();
            if (dueMs === undefined && why === undefined) dueMs = timers.nowMs + LEASE_MS;
          } else if (one === 'renew') {
            expect(loan.renew()).toBe(isLent);
            if (isLent) dueMs = timers.nowMs + LEASE_MS;
          } else if (one === 'release') {
            loan.release();
            why ??= 'released';
          } else {
            loan.end(one);
            why ??= one;
          }
          expect(loan.isActive).toBe(why === undefined);
          expect(timers.running).toBe(dueMs !== undefined && why === undefined ? 1 : 0);
        }
        await Promise.resolve();
        expect(ends).toEqual(why === undefined ? [] : [why]);
      }),
    );
  });
});

describe('the timer of a lease', () => {
  it('rings, and not before what has arrived meanwhile could be read', async () => {
    const beganMs = performance.now();
    await new Promise<void>((resolve) => {
      // It keeps no program alive: this does.
      const alive = setTimeout(() => undefined, 60_000);
      startLeaseTimer(10, () => {
        clearTimeout(alive);
        resolve();
      });
    });
    expect(performance.now() - beganMs).toBeGreaterThan(1000);
  });

  it('can be stopped at any time', async () => {
    let rings = 0;
    const stop = startLeaseTimer(1, () => rings++);
    await new Promise((resolve) => setTimeout(resolve, 20));
    stop();
    startLeaseTimer(1, () => rings++)();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(rings).toBe(0);
  });
});
