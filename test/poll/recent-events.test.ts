import { expect, it } from 'vitest';
import { RecentEvents } from '../../src/poll/recent-events.js';

it('keeps the events since they were last taken, with their data', () => {
  const recent = new RecentEvents();
  expect(recent.take()).toBeUndefined();
  recent.add('STOP', {}, 7);
  recent.add('SHUTDOWN', { guest: true, reason: 'guest-shutdown' }, 8);
  const data = '{"guest":true,"reason":"guest-shutdown"}';
  const events = [
    { name: 'STOP', atSeconds: 7, data: '' },
    { name: 'SHUTDOWN', atSeconds: 8, data },
  ];
  expect(recent.take()).toEqual({ events, dropped: 0 });
  expect(recent.take()).toBeUndefined();
});

it('counts those of a flood, and cuts long data', () => {
  const recent = new RecentEvents();
  for (let times = 0; times < 1000; times++) recent.add('WATCHDOG', { action: 'x'.repeat(10_000) }, times);
  const { events, dropped } = recent.take() ?? { events: [], dropped: 0 };
  expect([events.length, dropped]).toEqual([50, 950]);
  expect(events[0]?.data).toHaveLength(500);
});
