import { formatSize } from '../../support/size.js';
import type { Emphasis, Span, StyledLine } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { timeOfDay } from '../balloon/describe-event.js';
import { formatFigure, type SizeFormat } from '../table/table-column.js';
import { type BarLine, layoutBarLine } from './bar-line.js';
import { RESOURCES } from './cgroup-figures.js';
import { alarm, percentOf } from './figures.js';
import type { TopHeader, Usage } from './header.js';

export interface HeaderOptions {
  readonly width: number;
  /** Default: {@link formatSize}. */
  readonly formatSize?: SizeFormat | undefined;
  /** For a terminal without UTF-8 (default: false). */
  readonly isAscii?: boolean | undefined;
}

/** Draws the header in three lines, none of them wider than the terminal: CPU, memory and pressure, guests and sweep. */
export function headerLines(
  header: TopHeader,
  { width, formatSize: size = formatSize, isAscii = false }: HeaderOptions,
): readonly StyledLine[] {
  return [cpuLine(header), memoryLine(header, size), guestLine(header)].map((line) =>
    layoutBarLine(line, width, isAscii ? 'ascii' : 'blocks'),
  );
}

function cpuLine({ cpu, hostName, takenAtSeconds }: TopHeader): BarLine {
  const { cores, busyRatio, guestRatio = 0, stealRatio, iowaitRatio } = cpu;
  const busy = percentOf(busyRatio, 1);
  const emphasis = alarm(busy, 75, 90);
  return {
    label: 'CPU',
    parts: busyRatio === undefined ? undefined : [guestRatio, Math.max(0, busyRatio - guestRatio)],
    emphasis: emphasis ?? 'good',
    facts: [
      fact('', percentText(busyRatio), emphasis),
      fact('guests ', percentText(cpu.guestRatio)),
      fact('steal ', percentText(stealRatio), alarm(stealRatio, 0.05, 0.2)),
      fact('iowait ', percentText(iowaitRatio), alarm(iowaitRatio, 0.1, 0.4)),
      fact('of ', `${cores ?? '?'} CPUs`),
    ],
    right: [
      ...(hostName === undefined ? [] : [fact('', terminalSafe(hostName, 40))]),
      fact('', timeOfDay(takenAtSeconds)),
    ],
  };
}

function memoryLine({ memory, hugepages, swap, pressure }: TopHeader, size: SizeFormat): BarLine {
  const emphasis = alarm(percentOf(memory.usedBytes, memory.totalBytes), 90, 97);
  const part = percentOf(memory.usedBytes, memory.totalBytes);
  const stalls = RESOURCES.flatMap((resource): StyledLine => {
    const stalled = pressure[resource];
    const name = resource === 'memory' ? 'mem' : resource;
    return fact(` ${name} `, formatFigure(stalled, 'percent'), alarm(stalled, 10, 40));
  });
  return {
    label: 'MEM',
    parts: part === undefined ? undefined : [part / 100, 0],
    emphasis: emphasis ?? 'good',
    facts: [
      fact('', usageText(memory, size), emphasis),
      ...(swap
        ? [fact('swap ', usageText(swap, size), alarm(percentOf(swap.usedBytes, swap.totalBytes), 50, 90))]
        : []),
      ...(hugepages ? [fact('huge ', usageText(hugepages, size))] : []),
    ],
    right: [[{ text: 'PSI' }, ...stalls]],
  };
}

function guestLine({ guests, sweepSeconds, oldestSeconds }: TopHeader): BarLine {
  const { total, troubled, unanswered, states } = guests;
  return {
    label: 'GUESTS',
    facts: [
      fact('', String(total)),
      ...(troubled > 0 ? [fact('problems ', String(troubled), 'bad')] : []),
      ...(unanswered > 0 ? [fact('unanswered ', String(unanswered), 'bad')] : []),
      ...states.map(({ state, count }) => fact(`${terminalSafe(state, 20)} `, String(count))),
    ],
    right: [
      ...(oldestSeconds === undefined ? [] : [fact('oldest ', formatFigure(oldestSeconds, 'seconds'))]),
      ...(sweepSeconds === undefined ? [] : [fact('sweep ', formatFigure(sweepSeconds, 'seconds'))]),
    ],
  };
}

function fact(name: string, value: string, emphasis?: Emphasis): StyledLine {
  const figure: Span = emphasis === undefined ? { text: value } : { text: value, emphasis };
  return name === '' ? [figure] : [{ text: name }, figure];
}

function percentText(ratio: number | undefined): string {
  return ratio === undefined ? '-' : `${Math.round(100 * ratio)}%`;
}

function usageText({ usedBytes, totalBytes }: Usage, size: SizeFormat): string {
  const text = (bytes: number | undefined) => (bytes === undefined ? '?' : size(bytes));
  return usedBytes === undefined && totalBytes === undefined ? '-' : `${text(usedBytes)}/${text(totalBytes)}`;
}
