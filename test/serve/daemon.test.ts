import { describe, expect, it, onTestFinished } from 'vitest';
import { Daemon } from '../../src/serve/daemon.js';

const SOON = { timeout: 90_000, interval: 20 };

/** A daemon without guests, which sweeps until the test ends. */
function startDaemon(interval: number): { readonly daemon: Daemon; readonly poll: { interval: number } } {
  const ending = new AbortController();
  const poll = { guests: [], discover: false, interval, signal: ending.signal };
  const daemon = new Daemon({ poll });
  const running = daemon.run();
  onTestFinished(async () => {
    ending.abort();
    await running;
  });
  return { daemon, poll };
}

describe('a daemon whose interval changes', () => {
  it('judges its last sweep by the interval by which the next one is due', async () => {
    const { daemon, poll } = startDaemon(0.1);
    await expect.poll(() => daemon.latest, SOON).toBeDefined();
    const before = daemon.latest;
    daemon.update({ ...poll, interval: 60 });
    expect(daemon.latest).toBe(before);
    expect(daemon.intervalSeconds).toBe(0.1);
    await expect.poll(() => daemon.intervalSeconds, SOON).toBe(60);
    daemon.update({ ...poll, interval: 0.1 });
    expect(daemon.intervalSeconds).toBe(60);
  });
});

describe('waiting for a sweep', () => {
  it('ends with the one after, or with the signal', async () => {
    const { daemon } = startDaemon(0.1);
    const { signal } = new AbortController();
    const { snapshot } = await daemon.untilSweepAfter(0, signal);
    const later = await daemon.untilSweepAfter(snapshot.self?.sweep ?? 0, signal);
    expect(later.snapshot.self?.sweep).toBe((snapshot.self?.sweep ?? 0) + 1);
    const leaving = new AbortController();
    const waiting = daemon.untilSweepAfter(1e6, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
  });
});
