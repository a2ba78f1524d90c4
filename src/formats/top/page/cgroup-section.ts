import type { Pressure } from '../../../model/host-sample.js';
import type { Span, StyledLine } from '../../../support/styled-text.js';
import { formatCount, formatFigure, UNKNOWN } from '../../table/table-column.js';
import { RESOURCES, throttledPercent } from '../cgroup-figures.js';
import { alarm } from '../figures.js';
import { flowing, wrapped } from './page-lines.js';
import type { PageSource } from './page-options.js';

/** The control group of the guest's QEMU, and what its tasks wait for; empty when it is not known. */
export function cgroupSection(page: PageSource): readonly StyledLine[] {
  const { cgroup } = page.guest;
  if (cgroup === undefined) return [];
  return [
    ...wrapped('path', cgroup.path, page),
    ...flowing('limits', limitSpans(page), page),
    ...RESOURCES.flatMap((resource) =>
      flowing(`psi ${resource}`, stallSpans(cgroup.pressure?.[resource]), page),
    ),
  ];
}

function limitSpans({ guest, formatSize: size }: PageSource): readonly (Span | undefined)[] {
  const { cpu, memory } = guest.cgroup ?? {};
  const throttled = throttledPercent(guest);
  const bytes = (figure: number | undefined, unknown: string) =>
    figure === undefined ? unknown : size(figure);
  return [
    cpu && { text: cpu.limitCores === undefined ? 'no CPU limit' : `${formatCount(cpu.limitCores)} CPUs` },
    throttled === undefined
      ? undefined
      : { text: `throttled ${formatFigure(throttled, 'percent')}%`, emphasis: alarm(throttled, 1, 25) },
    memory && { text: `memory ${bytes(memory.usageBytes, UNKNOWN)}/${bytes(memory.limitBytes, 'none')}` },
    memory?.oomKills ? { text: `${memory.oomKills} OOM kills`, emphasis: 'bad' } : undefined,
  ];
}

/** Averages over 10, 60 and 300 seconds. */
function stallSpans(pressure: Pressure[keyof Pressure]): readonly Span[] {
  return (['some', 'full'] as const).flatMap((tasks) => {
    const stall = pressure?.[tasks];
    if (stall === undefined) return [];
    const figures = [stall.avg10, stall.avg60, stall.avg300].map((figure) => formatFigure(figure, 'percent'));
    return [{ text: `${tasks} ${figures.join(' ')}`, emphasis: alarm(stall.avg10, 10, 40) }];
  });
}
