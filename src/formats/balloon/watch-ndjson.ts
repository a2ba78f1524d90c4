import { orderStats } from '../../model/balloon-stats.js';
import type { WatchEvent, WatchIntro, WatchSample } from '../../model/balloon-watch.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import type { WatchPrinter } from './watch-printer.js';

/**
 * A line of JSON for each sample and event; `type` is `sample` or `event`. What is unknown is null, and so is a statistic
 * that the guest does not supply; integers are exact.
 */
export function createWatchNdjson(intro: WatchIntro): WatchPrinter {
  return {
    header: '',
    print: (item) => {
      const object = item.type === 'sample' ? sampleObject(item, intro) : eventObject(item, intro);
      return `${escapeControls(stringifyJson(object))}\n`;
    },
  };
}

function sampleObject(sample: WatchSample, { name, baseBytes }: WatchIntro): object {
  const { report, verdict, severity, detail } = sample;
  const { supplied = {}, unset = [] } = report ?? {};
  const stats = orderStats([...Object.keys(supplied), ...unset]);
  return {
    type: 'sample',
    time: isoTime(sample.timeSeconds),
    name,
    reason: sample.reason,
    state: sample.state ?? null,
    actualBytes: sample.actualBytes ?? null,
    baseBytes: baseBytes ?? null,
    intervalSeconds: sample.intervalSeconds ?? null,
    ageSeconds: rounded(sample.ageSeconds),
    answerSeconds: rounded(sample.answerSeconds),
    usedBytes: sample.usedBytes ?? null,
    totalBytes: sample.totalBytes ?? null,
    verdict,
    severity,
    detail,
    stats: Object.fromEntries(stats.map((stat) => [stat, supplied[stat] ?? null])),
  };
}

function eventObject({ timeSeconds, event, data }: WatchEvent, { name }: WatchIntro): object {
  return { type: 'event', time: isoTime(timeSeconds), name, event, data };
}

/** Rounds to milliseconds: nothing here is known more exactly. */
function rounded(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.round(seconds * 1000) / 1000;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
