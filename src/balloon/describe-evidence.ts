import type { BalloonReport } from '../model/balloon.js';
import type { BalloonDriverState } from '../model/balloon-device-state.js';
import type { Evidence } from '../model/judge.js';
import { mostBytes } from '../model/machine-bytes.js';
import { readAt } from '../model/report-figures.js';
import { describeSize } from '../support/size.js';

/** Describes what a balloon was judged by, a line for each fact. */
export function describeEvidence({ sample, device, later, targetBytes }: Evidence): readonly string[] {
  const { balloon, runState, memory } = sample;
  const { report, intervalSeconds, actualBytes } = balloon ?? {};
  const lines = [`the guest is ${runState ?? 'in an unknown state'}`];
  if (balloon?.device === undefined) return lines;
  lines.push(`${balloon.device.type} at ${balloon.device.path}`);
  if (device?.driver) lines.push(describeDriver(device.driver));
  else if (device?.whyNoDriver) lines.push(device.whyNoDriver);
  lines.push(
    intervalSeconds === 0 ? 'polling is off' : `the guest is asked every ${intervalSeconds ?? '?'} s`,
  );
  lines.push(describeReport(report, readAt(sample)));
  if (later?.report && report && later.report.lastUpdateSeconds !== report.lastUpdateSeconds)
    lines.push('another report arrived between the two samples');
  if (actualBytes !== undefined) {
    const most = mostBytes(memory);
    const of = most === undefined ? '' : ` of ${describeSize(most)}`;
    const beside = memory?.virtioMemBytes ? ` and ${describeSize(memory.virtioMemBytes)} of virtio-mem` : '';
    const target = targetBytes === undefined ? '' : `, and the target is ${describeSize(targetBytes)}`;
    lines.push(`the guest may use ${describeSize(later?.actualBytes ?? actualBytes)}${of}${beside}${target}`);
  }
  return lines;
}

function describeDriver({ isReady, statuses, hasStats }: BalloonDriverState): string {
  if (!isReady) return `no driver is ready (device status: ${statuses.join(', ') || 'reset'})`;
  return `a driver is ready, ${hasStats ? 'with' : 'without'} statistics`;
}

function describeReport(report: BalloonReport | undefined, nowSeconds: number): string {
  if (report === undefined) return 'the report could not be read';
  if (report.lastUpdateSeconds === 0) return 'no report has arrived';
  const supplied = Object.keys(report.supplied).length;
  const age = Math.max(0, Math.round(nowSeconds - report.lastUpdateSeconds));
  return `the last report is ${age} s old, and has ${supplied} of ${supplied + report.unset.length} statistics`;
}
