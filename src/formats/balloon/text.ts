import { balloonStat } from '../../model/balloon-stats.js';
import { ageText } from '../../support/duration.js';
import { describeSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { BalloonEntry } from './json.js';

const MAX_TEXT = 300;
const LABEL_WIDTH = 20;

/** Encodes everything about one balloon for people: a line for each fact, safe for a terminal. */
export function encodeBalloonText(balloon: BalloonEntry): string {
  const { device, driver, report } = balloon;
  return [
    line('guest', balloon.name),
    line('state', balloon.state ?? (balloon.problem ? `not asked (${balloon.problem.kind})` : 'unknown')),
    line('monitor', balloon.socket ?? 'none'),
    ...verdictLines(balloon),
    ...(device
      ? [line('device', `${device.type} at ${device.path}`), line('features', list(device.features))]
      : []),
    ...(device ? [line('driver', describeDriver(driver))] : []),
    ...(device ? [line('polling', describeInterval(balloon.intervalSeconds))] : []),
    ...(balloon.actualBytes === null ? [] : [line('actual', size(balloon.actualBytes))]),
    ...(balloon.mostBytes === null ? [] : [line('at most', size(balloon.mostBytes))]),
    ...(balloon.machineBytes === null ? [] : [line('machine', size(balloon.machineBytes))]),
    ...(device ? reportLines(report) : []),
  ].join('');
}

/** Encodes what is wrong with a balloon, the evidence, and the advice; a single line when nothing is wrong. */
export function encodeDiagnosis(balloon: BalloonEntry): string {
  const head = `${terminalSafe(balloon.name, MAX_TEXT)}: ${balloon.verdict}\n`;
  if (balloon.severity === 'fine' && balloon.detail === '') return head;
  const seen = balloon.evidence.map((what) => indented('seen', what));
  return [head, ...verdictLines(balloon).slice(1), ...seen].join('');
}

function verdictLines({ verdict, meaning, detail, advice }: BalloonEntry): readonly string[] {
  return [
    line('verdict', verdict),
    indented('means', meaning),
    ...(detail === '' ? [] : [indented('here', detail)]),
    ...(advice === '' ? [] : [indented('do', advice)]),
  ];
}

function reportLines(report: BalloonEntry['report']): readonly string[] {
  if (report === null) return [line('report', 'could not be read')];
  if (report.ageSeconds === null) return [line('report', 'none received')];
  return [
    line('report', `${ageText(report.ageSeconds)} old`),
    ...Object.entries(report.supplied)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([stat, value]) =>
        line(`  ${statName(stat)}`, balloonStat(stat).unit === 'count' ? String(value) : size(Number(value))),
      ),
    ...(report.unset.length > 0 ? [line('  not supplied', report.unset.map(statName).join(', '))] : []),
  ];
}

/** `stat-free-memory` → `free-memory` */
export function statName(stat: string): string {
  return stat.replace(/^stat-/, '');
}

function describeDriver(driver: BalloonEntry['driver']): string {
  if (driver === null) return 'not read; qgauge balloon doctor says why';
  if (!driver.ready) return `not ready (device status: ${driver.statuses.join(', ') || 'reset'})`;
  return `ready; negotiated: ${driver.features.join(', ') || 'nothing'}`;
}

function describeInterval(seconds: number | null): string {
  if (seconds === null) return 'unknown';
  return seconds === 0 ? 'off' : `every ${seconds} s`;
}

function list(features: { readonly [feature: string]: boolean | null }): string {
  const words = Object.entries(features).filter(([, is]) => is !== null);
  return words.map(([feature, is]) => `${feature} ${is ? 'on' : 'off'}`).join(', ') || 'unknown';
}

/** `208.5 MiB (218628096)` */
function size(bytes: number): string {
  return `${describeSize(bytes)} (${bytes})`;
}

function line(label: string, text: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${terminalSafe(text, MAX_TEXT)}\n`;
}

function indented(label: string, text: string): string {
  return `  ${label.padEnd(LABEL_WIDTH - 2)}${terminalSafe(text, MAX_TEXT)}\n`;
}
