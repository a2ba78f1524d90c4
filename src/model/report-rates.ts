import type { BalloonReport } from './balloon.js';
import { balloonStat } from './balloon-stats.js';
import { growthOf } from './counters.js';
import type { ReportRates } from './rates.js';
import type { GuestSnapshot } from './snapshot.js';

/**
 * How fast the counters of a guest's balloon have grown between its last two reports.
 *
 * Reports are rarer than sweeps: as long as none has arrived since the previous snapshot, its rates hold. Their dates are whole
 * seconds, so rates of reports that follow each other closely are coarse.
 */
export function reportRates(previous: GuestSnapshot, current: GuestSnapshot): ReportRates | undefined {
  const before = previous.qemu?.balloon?.report;
  const now = current.qemu?.balloon?.report;
  if (before === undefined || now === undefined || before.lastUpdateSeconds === 0) return undefined;
  const seconds = now.lastUpdateSeconds - before.lastUpdateSeconds;
  if (seconds === 0) return previous.rates?.report;
  return seconds > 0 ? ratesBetween(before, now, seconds) : undefined;
}

function ratesBetween(before: BalloonReport, now: BalloonReport, seconds: number): ReportRates {
  const counters = Object.entries(now.supplied).filter(([stat]) => balloonStat(stat).kind === 'counter');
  const rates = counters.map(([stat, value]) => {
    const earlier = before.supplied[stat];
    const growth = earlier === undefined ? undefined : growthOf(Number(earlier), Number(value));
    return [stat, growth === undefined ? undefined : growth / seconds] as const;
  });
  return Object.fromEntries(rates);
}
