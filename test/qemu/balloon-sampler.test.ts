import { expect, it } from 'vitest';
import { BalloonSampler } from '../../src/qemu/balloon-sampler.js';
import { fakeQemu } from './fake-qemu.js';

function startSampler() {
  const asked: string[] = [];
  const replies: { [command: string]: unknown } = {
    'query-status': { status: 'running', running: true },
    'query-balloon': { actual: 7 },
    'guest-stats': { stats: { 'stat-free-memory': 3 }, 'last-update': 100 },
    'guest-stats-polling-interval': 10,
  };
  const qmp = fakeQemu((command, { property = command }) => {
    asked.push(String(property));
    return replies[String(property)];
  });
  const sampler = new BalloonSampler(qmp, '/machine/peripheral/balloon0');
  return { sampler, takeAsked: () => asked.splice(0).sort() };
}

const REPORT = { supplied: { 'stat-free-memory': 3 }, unset: [], lastUpdateSeconds: 100 };
const STATUS = { runState: 'running', isRunning: true };
const SEEN = { report: REPORT, status: STATUS, actualBytes: 7, intervalSeconds: 10 };
const ALL = ['guest-stats', 'guest-stats-polling-interval', 'query-balloon', 'query-status'];

it('asks for the report each time and for all else once a second', async () => {
  const { sampler, takeAsked } = startSampler();
  const asked = [];
  for (let nowMs = 0; nowMs <= 1000; nowMs += 200) {
    expect(await sampler.read(nowMs)).toEqual(SEEN);
    asked.push(takeAsked());
  }
  const some = ['guest-stats'];
  expect(asked).toEqual([ALL, some, some, some, some, ALL]);
});

it('asks for everything when something has changed', async () => {
  const { sampler, takeAsked } = startSampler();
  await sampler.read(0);
  takeAsked();
  sampler.expire();
  await sampler.read(10);
  expect(takeAsked()).toEqual(ALL);
});
