import { balloonStat, orderStats } from '../../../model/balloon-stats.js';
import { isFresh } from '../../../model/guest-memory.js';
import { mostBytes } from '../../../model/machine-bytes.js';
import { ageText } from '../../../support/duration.js';
import { gauge } from '../../../support/fit-text.js';
import type { Span, StyledLine } from '../../../support/styled-text.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { formatFigure, UNKNOWN } from '../../table/table-column.js';
import { alarm } from '../figures.js';
import { memoryCell, memoryPercent } from '../memory-figures.js';
import { flowing, labelled, withCourse } from './page-lines.js';
import type { PageSource } from './page-options.js';

const GAUGE = 16;

/** The memory of the guest: its own view with every statistic of its balloon, and what its QEMU takes of the host. */
export function memorySection(page: PageSource): readonly StyledLine[] {
  return [
    withCourse(labelled('used', usedSpans(page)), 'memory', page),
    ...flowing('balloon', balloonSpans(page), page),
    ...statLines(page),
    ...flowing('on host', hostSpans(page), page),
  ];
}

function usedSpans({ guest, formatSize, gauges }: PageSource): StyledLine {
  const part = memoryPercent(guest);
  const text = memoryCell(guest, formatSize);
  if (part === undefined) return [{ text }];
  const emphasis = alarm(part, 90, 97) ?? 'good';
  return [{ text: gauge(part / 100, GAUGE, gauges), emphasis }, { text: ` ${Math.round(part)}% ${text}` }];
}

function balloonSpans({ guest: { qemu, memory }, formatSize: size }: PageSource): readonly Span[] {
  const { device, actualBytes, intervalSeconds } = qemu?.balloon ?? {};
  if (device === undefined) return [{ text: qemu?.balloon === undefined ? UNKNOWN : 'none' }];
  const most = mostBytes(qemu?.memory);
  const interval =
    intervalSeconds === 0 ? 'never asked' : `asked every ${formatFigure(intervalSeconds, 'seconds')}`;
  const { ageSeconds } = memory;
  return [
    {
      text: `${actualBytes === undefined ? UNKNOWN : size(actualBytes)} of ${most === undefined ? '?' : size(most)}`,
    },
    { text: interval, emphasis: intervalSeconds === 0 ? 'notice' : undefined },
    ageSeconds === undefined
      ? { text: 'no report' }
      : { text: `last report ${ageText(ageSeconds)} old`, emphasis: isFresh(memory) ? undefined : 'notice' },
  ];
}

/** The statistics of the last report; those that are not fresh are faint, and have no rates. */
function statLines(page: PageSource): readonly StyledLine[] {
  const { qemu, memory, rates } = page.guest;
  const { supplied = {}, unset = [] } = qemu?.balloon?.report ?? {};
  const isPresent = isFresh(memory);
  const spans = orderStats(Object.keys(supplied)).map((stat): Span => {
    const { unit } = balloonStat(stat);
    const figure = (value: number | bigint | undefined) => formatFigure(value, unit, page.formatSize);
    const rate = isPresent ? rates?.report?.[stat] : undefined;
    const text = `${nameOf(stat)} ${figure(supplied[stat])}${rate === undefined ? '' : ` (${figure(rate)}/s)`}`;
    return { text, emphasis: isPresent ? undefined : 'faint' };
  });
  const missing = orderStats(unset).map((stat) => ({ text: nameOf(stat) }));
  return [...flowing('report', spans, page), ...flowing('unset', missing, page)];
}

function nameOf(stat: string): string {
  return terminalSafe(stat.replace(/^stat-/, ''), 40);
}

function hostSpans({ guest: { linux }, formatSize: size }: PageSource): readonly (Span | undefined)[] {
  const figure = (name: string, bytes: number | undefined): Span | undefined =>
    bytes === undefined ? undefined : { text: `${name} ${size(bytes)}` };
  return [
    { text: `resident ${linux?.rssBytes === undefined ? UNKNOWN : size(linux.rssBytes)}` },
    figure('in huge pages', linux?.hugetlbBytes),
    linux?.swapBytes ? { text: `swapped out ${size(linux.swapBytes)}`, emphasis: 'notice' } : undefined,
    figure('virtual', linux?.virtualBytes),
    ...Object.entries(linux?.numaBytes ?? {}).map(([node, bytes]) =>
      figure(`node ${terminalSafe(node, 8)}`, bytes),
    ),
  ];
}
