import type { WatchEvent, WatchIntro, WatchItem, WatchSample } from '../../../src/model/balloon-watch.js';

// Times on a screen are local: the golden files are of a host in UTC.
process.env.TZ = 'UTC';

const MIB = 1024 ** 2;
const START = 1_795_205_869;

export const INTRO: WatchIntro = {
  name: 'web, "blue"\u001b[2J',
  device: { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' },
  baseBytes: 1024 * MIB,
  stats: ['stat-total-memory', 'stat-available-memory', 'stat-free-memory', 'stat-swap-in', 'stat-oom-kills'],
};

export const SAMPLE: WatchSample = {
  type: 'sample',
  reason: 'report',
  timeSeconds: START + 0.25,
  state: 'running',
  actualBytes: 768 * MIB,
  intervalSeconds: 10,
  ageSeconds: 0.25,
  answerSeconds: 0.0123456,
  usedBytes: 300 * MIB,
  totalBytes: 700 * MIB,
  report: {
    supplied: {
      'stat-swap-in': 2n ** 63n,
      'stat-free-memory': 100 * MIB,
      'stat-available-memory': 400 * MIB,
      'stat-total-memory': 700 * MIB,
    },
    unset: ['stat-oom-kills'],
    lastUpdateSeconds: START,
  },
  verdict: 'ok',
  severity: 'fine',
  meaning: 'Reports are fresh, complete and plausible.',
  detail: '',
  advice: '',
};

export const CHANGE: WatchEvent = {
  type: 'event',
  timeSeconds: START + 1,
  event: 'BALLOON_CHANGE',
  data: { actual: 512 * MIB },
};

/** One of each kind that there is, hostile words among them. */
export const ITEMS: readonly WatchItem[] = [
  { ...SAMPLE, reason: 'first', answerSeconds: undefined },
  SAMPLE,
  CHANGE,
  { ...CHANGE, event: 'STOP', data: {} },
  {
    ...SAMPLE,
    ...{ reason: 'silence', state: 'paused', ageSeconds: 47.2, answerSeconds: undefined },
    ...{ verdict: 'paused', severity: 'notice', detail: 'the guest does not run (paused)' },
  },
  { ...SAMPLE, reason: 'silence', ageSeconds: 11.3, answerSeconds: undefined },
  {
    ...SAMPLE,
    ...{ reason: 'silence', state: undefined, actualBytes: undefined, intervalSeconds: undefined },
    ...{ ageSeconds: undefined, answerSeconds: undefined, usedBytes: undefined, totalBytes: undefined },
    ...{ report: undefined, verdict: 'hung', severity: 'unknown', detail: 'a\u001b[31m\nb\u009b' },
  },
  {
    ...SAMPLE,
    ...{ state: 'guest-panicked-and-more', intervalSeconds: 4294967295, ageSeconds: 1e7 },
    answerSeconds: 99.9999,
  },
  { ...CHANGE, event: 'SHUTDOWN', data: { guest: true, reason: 'x\u001b]0;y\u0007\r\n' } },
];
