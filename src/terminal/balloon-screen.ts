import { describeEvent, timeOfDay } from '../formats/balloon/describe-event.js';
import { balloonStat, orderStats } from '../model/balloon-stats.js';
import type { WatchEvent, WatchIntro, WatchSample } from '../model/balloon-watch.js';
import { ageText } from '../support/duration.js';
import { fitBetween, fitExactly, fitText, gauge, wrapText } from '../support/fit-text.js';
import { describeSize, formatSize } from '../support/size.js';
import { terminalSafe } from '../support/terminal-safe.js';
import type { Answers, StatSeries } from './balloon-history.js';
import { sparkline } from './sparkline.js';
import type { ScreenSize } from './terminal.js';

/** Everything that the screen shows. */
export interface BalloonScreen {
  readonly intro: WatchIntro;
  readonly present: WatchSample;
  readonly answers: Answers | undefined;
  readonly series: readonly StatSeries[];
  /** Oldest first. */
  readonly events: readonly WatchEvent[];
  /** How far back the sparklines go. */
  readonly spanSeconds: number;
  /** Frozen until the user continues. */
  readonly isPaused: boolean;
}

const UNKNOWN = '-';
const LABEL = 9;
const STAT = 18;
const VALUE = 10;
const RATE = 9;
const GAUGE = 22;
/** A shorter gauge shows nothing. */
const LEAST_GAUGE = 6;
const MAX_ADVICE = 400;
const EVENTS_SHOWN = 5;

/** Draws the screen as lines that are safe for a terminal and fit into its size. */
export function drawBalloon(screen: BalloonScreen, { columns, rows }: ScreenSize): readonly string[] {
  const { intro, series, present } = screen;
  const events = eventLines(screen);
  const body = [
    ...headLines(screen, columns),
    '',
    ...series.map((one) => statLine(one, screen, columns)),
    ...unsetLines(present, columns),
  ];
  // The last line is the help, above it are the events; both yield to the figures.
  const help = helpLine(screen);
  const room = Math.max(0, rows - body.length - 1);
  const tail = room >= 3 && events.length > 0 ? ['', ...events.slice(-(room - 1))] : [];
  const lines = [titleLine(intro, present, columns), ...body].slice(0, Math.max(1, rows - 1 - tail.length));
  return [...lines, ...tail, ...(rows > 1 ? [help] : [])]
    .slice(0, rows)
    .map((line) => fitText(line, columns));
}

function titleLine(
  { name, device }: WatchIntro,
  { state, timeSeconds }: WatchSample,
  columns: number,
): string {
  const words = [name, state ?? 'state unknown', `${device.type} ${device.path}`];
  return fitBetween(words.map((word) => terminalSafe(word)).join('  '), timeOfDay(timeSeconds), columns);
}

function headLines(screen: BalloonScreen, columns: number): readonly string[] {
  const { present, answers } = screen;
  const { verdict, detail, meaning, advice } = present;
  return [
    labelled('size', sizeText(screen, columns)),
    labelled('report', reportText(present, columns)),
    labelled('answer', answers ? answerText(answers) : 'no driver has been seen to answer yet'),
    labelled('memory', memoryText(present, columns)),
    ...wrapLabelled('verdict', `${verdict}: ${terminalSafe(detail || meaning)}`, columns),
    ...(advice === '' ? [] : wrapLabelled('', terminalSafe(advice, MAX_ADVICE), columns)),
  ];
}

function labelled(label: string, text: string): string {
  return `${label.padEnd(LABEL)}${text}`;
}

function wrapLabelled(label: string, text: string, columns: number): readonly string[] {
  return wrapText(text, columns - LABEL).map((line, at) => labelled(at === 0 ? label : '', line));
}

/** Puts a gauge before a text if there is room for it. */
function gauged(part: number, text: string, columns: number, most: number): string {
  const room = Math.min(most, columns - LABEL - text.length - 2);
  return room < LEAST_GAUGE ? text : `${gauge(part, room)}  ${text}`;
}

function sizeText(
  { intro: { baseBytes }, present: { actualBytes } }: BalloonScreen,
  columns: number,
): string {
  if (actualBytes === undefined) return UNKNOWN;
  if (baseBytes === undefined || baseBytes === 0) return describeSize(actualBytes);
  const part = actualBytes / baseBytes;
  const text = `${Math.round(part * 100)}%  ${describeSize(actualBytes)} of ${describeSize(baseBytes)}`;
  return gauged(part, text, columns, 2 * GAUGE);
}

function reportText({ ageSeconds, intervalSeconds }: WatchSample, columns: number): string {
  const age = ageSeconds === undefined ? 'none has come' : `${ageText(ageSeconds)} old`;
  if (intervalSeconds === undefined) return age;
  if (intervalSeconds === 0) return `${age}, and none is asked for`;
  const text = `${age}, asked for every ${ageText(intervalSeconds)}`;
  return gauged((ageSeconds ?? 0) / intervalSeconds, text, columns, GAUGE);
}

function answerText({ last, mean, worst }: Answers): string {
  return `${milliseconds(last)}, ${milliseconds(mean)} on average, ${milliseconds(worst)} at worst`;
}

function milliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)} ms`;
}

function memoryText({ usedBytes, totalBytes }: WatchSample, columns: number): string {
  if (totalBytes === undefined) return UNKNOWN;
  if (usedBytes === undefined || totalBytes === 0) return `${describeSize(totalBytes)} in all`;
  const part = usedBytes / totalBytes;
  const text = `${Math.round(part * 100)}% used, ${formatSize(usedBytes)} of ${formatSize(totalBytes)}`;
  return gauged(part, text, columns, GAUGE);
}

function statLine(series: StatSeries, { present, spanSeconds }: BalloonScreen, columns: number): string {
  const { stat, value, rate, points } = series;
  const { kind, unit } = balloonStat(stat);
  const figure = (amount: number) => (unit === 'bytes' ? formatSize(amount) : compact(amount));
  const cells = [
    fitExactly(terminalSafe(nameOf(stat)), STAT),
    fitExactly(figure(Number(value)), VALUE, 'right'),
    fitExactly(rate === undefined ? '' : `${figure(rate)}/s`, RATE, 'right'),
  ];
  const drawn = sparkline(points, {
    untilSeconds: present.timeSeconds,
    spanSeconds,
    columns: Math.max(0, columns - STAT - VALUE - RATE - 4),
    holdSeconds: 2 * (present.intervalSeconds ?? 0) + 2,
    fromZero: kind === 'counter',
  });
  return `${cells.join(' ')}  ${drawn}`.trimEnd();
}

/** Formats a count in at most seven characters: `12345`, `1.2M`. */
function compact(count: number): string {
  if (count < 10 && !Number.isInteger(count)) return count.toFixed(1);
  if (count < 1e6) return String(Math.round(count));
  const power = Math.min(4, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** power).toFixed(1)}${['', 'k', 'M', 'G', 'T'][power]}`;
}

function unsetLines({ report }: WatchSample, columns: number): readonly string[] {
  if (report === undefined || report.unset.length === 0) return [];
  const names = orderStats(report.unset).map((stat) => terminalSafe(nameOf(stat)));
  return wrapText(`not supplied: ${names.join(', ')}`, columns);
}

function nameOf(stat: string): string {
  return stat.replace(/^stat-/, '');
}

function eventLines({ events }: BalloonScreen): readonly string[] {
  return events
    .slice(-EVENTS_SHOWN)
    .map((event) => `${timeOfDay(event.timeSeconds)}  ${describeEvent(event)}`);
}

function helpLine({ isPaused, spanSeconds }: BalloonScreen): string {
  const pause = isPaused ? 'PAUSED: space goes on' : 'space pauses';
  return `q quits  ${pause}  + - ${ageText(spanSeconds)} shown`;
}
