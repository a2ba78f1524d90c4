import { describe, expect, it } from 'vitest';
import { askAgain, type Round } from '../../src/cli/rounds.js';

/** Collects rounds until there are this many. */
async function roundsOf(
  ask: (isLater: boolean) => Promise<unknown>,
  count: number,
  controller = new AbortController(),
): Promise<readonly Round<unknown>[]> {
  const rounds: Round<unknown>[] = [];
  for await (const round of askAgain(ask, 1, controller.signal)) {
    rounds.push(round);
    if (rounds.length === count) controller.abort(new Error('enough'));
  }
  return rounds;
}

describe('askAgain', () => {
  it('asks until the signal fires, one round after the other', async () => {
    let running = 0;
    const later: boolean[] = [];
    const ask = async (isLater: boolean) => {
      later.push(isLater);
      expect(++running).toBe(1);
      await new Promise(setImmediate);
      running--;
      return later.length;
    };
    expect(await roundsOf(ask, 3)).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
    expect(later).toEqual([false, true, true]);
  });

  it('goes on after a round that fails', async () => {
    let round = 0;
    const error = new Error('no');
    const ask = async () => {
      if (++round === 2) throw error;
      return round;
    };
    expect(await roundsOf(ask, 3)).toEqual([{ value: 1 }, { error }, { value: 3 }]);
  });

  it('throws what the first round does', async () => {
    await expect(roundsOf(() => Promise.reject(new Error('no such guest')), 1)).rejects.toThrow(
      'no such guest',
    );
  });

  it('ends in the middle of a round, and before the first one', async () => {
    const controller = new AbortController();
    let round = 0;
    const ask = async () => {
      if (++round === 1) return round;
      controller.abort(new Error('interrupted'));
      throw controller.signal.reason;
    };
    expect(await roundsOf(ask, 9, controller)).toEqual([{ value: 1 }]);
    const rejecting = () => Promise.reject(controller.signal.reason);
    expect(await roundsOf(rejecting, 9, controller)).toEqual([]);
  });
});
