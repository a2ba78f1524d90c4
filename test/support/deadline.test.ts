import { describe, expect, it } from 'vitest';
import { DeadlineExceeded, sleep, startDeadline, untilAborted } from '../../src/support/deadline.js';

describe('startDeadline', () => {
  it('aborts when its time is up, and says after how long', async () => {
    using deadline = startDeadline(20);
    await expect(sleep(1000, deadline.signal)).rejects.toEqual(new DeadlineExceeded(20));
  });

  it("passes its parent's reason on", async () => {
    const parent = new AbortController();
    using deadline = startDeadline(10_000, parent.signal);
    parent.abort('enough');
    await expect(sleep(1000, deadline.signal)).rejects.toBe('enough');
  });

  it('is over at once under a parent that is', () => {
    using deadline = startDeadline(10_000, AbortSignal.abort('before'));
    expect(deadline.signal.reason).toBe('before');
  });
});

describe('untilAborted', () => {
  it('settles as the promise does', async () => {
    await expect(untilAborted(Promise.resolve(1), new AbortController().signal)).resolves.toBe(1);
  });

  it('leaves no rejection unhandled of a promise that is too late', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', listener);
    const late = sleep(1).then(() => Promise.reject(new Error('late')));
    await expect(untilAborted(late, AbortSignal.abort('before'))).rejects.toBe('before');
    await sleep(20);
    process.off('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
  });

  it('does not wait for a promise that never settles', async () => {
    const { signal } = startDeadline(5);
    await expect(untilAborted(new Promise(() => undefined), signal)).rejects.toBeInstanceOf(DeadlineExceeded);
  });
});
