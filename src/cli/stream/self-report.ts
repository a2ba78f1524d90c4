import type { SelfSample } from '../../model/self-sample.js';

/** The cost of measuring, as a line for people. */
export function formatSelf(self: SelfSample, droppedBytes: number): string {
  const { latency } = self;
  const parts = [
    `sweep ${self.sweep}: ${self.answered} of ${self.guests} guests in ${milliseconds(self.sweepSeconds)}`,
    latency && `p50 ${milliseconds(latency.p50Seconds)}, p99 ${milliseconds(latency.p99Seconds)}`,
    `timeouts ${self.timeouts}, given up ${self.abandoned}, missed sweeps ${self.missedSweeps}`,
    `late ${milliseconds(self.loopLateSeconds)}`,
    `CPU ${self.cpuRatio === undefined ? 'unknown' : `${(self.cpuRatio * 100).toFixed(1)} %`}`,
    `RSS ${self.rssBytes === undefined ? 'unknown' : `${(self.rssBytes / 2 ** 20).toFixed(0)} MiB`}`,
    `dropped ${self.droppedBytes ?? droppedBytes} bytes`,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}
