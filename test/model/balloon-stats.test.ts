import { expect, it } from 'vitest';
import { balloonStat, orderStats } from '../../src/model/balloon-stats.js';

it('orders statistics by how much they are wanted, unknown ones last', () => {
  const stats = ['stat-new-b', 'stat-oom-kills', 'stat-new-a', 'stat-free-memory', 'stat-total-memory'];
  expect(orderStats([...stats, 'stat-oom-kills'])).toEqual([
    'stat-total-memory',
    'stat-free-memory',
    'stat-oom-kills',
    'stat-new-a',
    'stat-new-b',
  ]);
});

it.each([
  ['stat-free-memory', 'gauge', 'bytes'],
  ['stat-swap-in', 'counter', 'bytes'],
  ['stat-direct-reclaims', 'counter', 'count'],
  ['stat-of-a-later-qemu', 'gauge', 'count'],
])('%s is a %s of %s', (stat, kind, unit) => {
  expect(balloonStat(stat)).toEqual({ kind, unit });
});
