import { describe, expect, it } from 'vitest';
import { decodeBalloonReport } from '../../src/qemu/balloon.js';

describe('decodeBalloonReport', () => {
  it('separates what the guest supplies from what it does not', () => {
    const reply = {
      stats: {
        'stat-total-memory': 1000,
        'stat-free-memory': 0,
        'stat-swap-in': 18_446_744_073_709_551_615n,
        'stat-swap-out': 2 ** 64,
        'stat-oom-kills': -1,
      },
      'last-update': 1_358_529_861,
    };
    expect(decodeBalloonReport(reply)).toEqual({
      supplied: { 'stat-total-memory': 1000, 'stat-free-memory': 0 },
      unset: ['stat-swap-in', 'stat-swap-out', 'stat-oom-kills'],
      lastUpdateSeconds: 1_358_529_861,
    });
  });

  it('keeps unknown statistics, and figures beyond 2^53', () => {
    const reply = { stats: { 'stat-unheard-of': 3, 'stat-huge': 2n ** 63n }, 'last-update': 1 };
    expect(decodeBalloonReport(reply)?.supplied).toEqual({ 'stat-unheard-of': 3, 'stat-huge': 2n ** 63n });
  });

  it('leaves out statistics that are not numbers', () => {
    const stats = { 'stat-a': '1', 'stat-b': null, 'stat-c': [1], 'stat-d': true };
    expect(decodeBalloonReport({ stats, 'last-update': 1 })).toEqual({
      supplied: {},
      unset: [],
      lastUpdateSeconds: 1,
    });
  });

  it('takes a report without a date for one that never came', () => {
    expect(decodeBalloonReport({ stats: {} })?.lastUpdateSeconds).toBe(0);
    expect(decodeBalloonReport({ stats: {}, 'last-update': 'today' })?.lastUpdateSeconds).toBe(0);
  });

  it.each([[undefined], [null], [5], ['x'], [[]], [{}], [{ stats: null }], [{ stats: 5 }]])(
    'is undefined for %j',
    (value) => {
      expect(decodeBalloonReport(value)).toBeUndefined();
    },
  );
});
