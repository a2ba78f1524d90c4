import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoopClock, wasLate } from '../../src/support/loop-clock.js';
import { FakeEventLoop } from './fake-event-loop.js';

function startClock() {
  const loop = new FakeEventLoop();
  return { loop, clock: new LoopClock(loop) };
}

/** Turns the loop until the alarm rings, each time so much too late; then punctually. Returns the milliseconds. */
function ringAfter(ms: number, lates: readonly number[]): number {
  const { loop, clock } = startClock();
  const beganMs = loop.nowMs();
  let rangMs: number | undefined;
  clock.setAlarm(ms, () => {
    rangMs = loop.nowMs();
  });
  for (let turn = 0; rangMs === undefined; turn++) loop.turn(lates[turn]);
  expect(loop.timers).toBe(0);
  return rangMs - beganMs;
}

describe('an alarm by the time of the loop', () => {
  it('rings on time in a punctual loop', () => {
    for (const ms of [0, 1, 7, 10, 33.4, 1000]) expect(ringAfter(ms, [])).toBe(Math.max(1, Math.ceil(ms)));
  });

  it('counts no more than 20 ms of a turn of the loop, however late it is', () => {
    expect(ringAfter(100, [140, 140, 140, 140])).toBe(4 * 150 + 20);
  });

  it('rings after ten times its length at the latest, and a turn', () => {
    const lates = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), lates, (ms, late) => {
        const tookMs = ringAfter(ms, late);
        expect(tookMs).toBeGreaterThanOrEqual(ms);
        expect(tookMs).toBeLessThanOrEqual(10 * ms + 10 + Math.max(0, ...late));
      }),
    );
  });

  it('does not ring when what has arrived meanwhile removes it, also after an hour in which the program was stopped', () => {
    const { loop, clock } = startClock();
    let rang = false;
    const remove = clock.setAlarm(1000, () => {
      rang = true;
    });
    loop.onRead = remove;
    loop.turn(3_600_000);
    loop.turn();
    expect({ rang, timers: loop.timers }).toEqual({ rang: false, timers: 0 });
  });

  it('rings for each of several at its time, whatever their order', () => {
    const { loop, clock } = startClock();
    const rang: number[] = [];
    for (const ms of [30, 5, 20]) clock.setAlarm(ms, () => rang.push(ms));
    while (loop.timers > 0) loop.turn();
    expect(rang).toEqual([5, 20, 30]);
    expect(loop.nowMs()).toBe(1030);
  });

  it('is never set for an infinite time', () => {
    const { loop, clock } = startClock();
    clock.setAlarm(Number.POSITIVE_INFINITY, () => undefined)();
    expect(loop.timers).toBe(0);
  });
});

describe('a wait', () => {
  it('tells the time in which the loop ran from that in which it did not', () => {
    const { loop, clock } = startClock();
    const remove = clock.setAlarm(10_000, () => undefined);
    const waited = clock.startWait();
    for (let turn = 0; turn < 5; turn++) loop.turn();
    expect(waited()).toEqual({ ranMs: 50, lateMs: 0 });
    for (let turn = 0; turn < 5; turn++) loop.turn(100);
    expect(waited()).toEqual({ ranMs: 150, lateMs: 450 });
    expect(wasLate(waited())).toBe(false);
    loop.turn(300);
    expect(waited()).toEqual({ ranMs: 181, lateMs: 729 });
    expect(wasLate(waited())).toBe(true);
    remove();
    // Nobody waits: there is nothing to be late for.
    loop.pass(1000);
    expect(waited()).toEqual({ ranMs: 1181, lateMs: 729 });
    expect(wasLate(waited())).toBe(false);
  });

  it('never runs backwards, and adds up to the time on the wall', () => {
    const step = fc.record({ what: fc.constantFrom('turn', 'pass', 'set', 'remove'), ms: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { loop, clock } = startClock();
        const [beganMs, waited] = [loop.nowMs(), clock.startWait()];
        const removes: (() => void)[] = [];
        let last = waited();
        for (const { what, ms } of steps) {
          if (what === 'turn') loop.turn(ms);
          else if (what === 'pass') loop.pass(ms);
          else if (what === 'set') removes.push(clock.setAlarm(ms, () => undefined));
          else removes.pop()?.();
          const now = waited();
          expect(now.ranMs).toBeGreaterThanOrEqual(last.ranMs - 1e-6);
          expect(now.lateMs).toBeGreaterThanOrEqual(last.lateMs - 1e-6);
          expect(now.ranMs + now.lateMs).toBeCloseTo(loop.nowMs() - beganMs);
          last = now;
        }
      }),
    );
  });
});
