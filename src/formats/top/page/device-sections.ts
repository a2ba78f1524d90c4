import type { StyledLine } from '../../../support/styled-text.js';
import { layoutTable } from '../../table/layout.js';
import { formatFigure, type TableColumn, UNKNOWN } from '../../table/table-column.js';
import { cpuPercent, processCpu, stealPercent } from '../cpu-figures.js';
import { diskTraffic } from '../disk-figures.js';
import { DISK_COLUMNS, DISKS_SCREEN, diskRowsOf } from '../disks-screen.js';
import { alarm } from '../figures.js';
import { nicTraffic } from '../nic-figures.js';
import { NIC_COLUMNS, NICS_SCREEN, nicRowsOf, speedsOf } from '../nics-screen.js';
import { THREAD_COLUMNS, THREADS_SCREEN, threadRowsOf } from '../threads-screen.js';
import type { TopScreen } from '../top-screen.js';
import { labelled, withCourse } from './page-lines.js';
import type { PageMetric, PageSource } from './page-options.js';

/** The CPU time of the guest, and its threads. */
export function cpuSection(page: PageSource): readonly StyledLine[] {
  const { guest, source } = page;
  const { userSeconds, systemSeconds } = guest.rates?.process ?? {};
  const text = (seconds: number | undefined) =>
    seconds === undefined ? UNKNOWN : `${formatFigure(cpuPercent(seconds, source), 'percent')}%`;
  const steal = stealPercent(guest);
  const spans: StyledLine = [
    { text: text(processCpu(guest)) },
    { text: `  user ${text(userSeconds)}  system ${text(systemSeconds)}  steal ` },
    {
      text: steal === undefined ? UNKNOWN : `${formatFigure(steal, 'percent')}%`,
      emphasis: alarm(steal, 10, 25),
    },
  ];
  return [
    withCourse(labelled('cpu', spans), 'cpu', page),
    ...tableOf(THREADS_SCREEN, THREAD_COLUMNS, threadRowsOf(page, source), page),
  ];
}

/** The traffic of its disks, and each of them. */
export function diskSection(page: PageSource): readonly StyledLine[] {
  return [
    trafficLine(page, 'read', diskTraffic(page.guest, 'readBytes')),
    trafficLine(page, 'write', diskTraffic(page.guest, 'writeBytes')),
    ...tableOf(DISKS_SCREEN, DISK_COLUMNS, diskRowsOf(page), page),
  ];
}

/** The traffic of its cards, and each of them. */
export function nicSection(page: PageSource): readonly StyledLine[] {
  return [
    trafficLine(page, 'rx', nicTraffic(page.guest, 'receivedBytes')),
    trafficLine(page, 'tx', nicTraffic(page.guest, 'transmittedBytes')),
    ...tableOf(NICS_SCREEN, NIC_COLUMNS, nicRowsOf(page, speedsOf(page.source)), page),
  ];
}

const LABELS = { read: 'read', write: 'written', rx: 'received', tx: 'sent' } as const;

function trafficLine(
  page: PageSource,
  metric: Extract<PageMetric, keyof typeof LABELS>,
  bytesPerSecond: number | undefined,
): StyledLine {
  const text = `${formatFigure(bytesPerSecond, 'bytes', page.formatSize)}/s`;
  return withCourse(
    labelled(LABELS[metric], [{ text: bytesPerSecond === undefined ? UNKNOWN : text }]),
    metric,
    page,
  );
}

/** A table as its screen shows it, without the name of the guest; nothing without rows. */
function tableOf<Row>(
  { shown }: Pick<TopScreen, 'shown'>,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
  { width, formatSize }: PageSource,
): readonly StyledLine[] {
  if (rows.length === 0) return [];
  const own = columns.filter(({ name }) => name !== 'guest' && shown.includes(name));
  const table = layoutTable(own, rows, { width, formatSize });
  return [table.headings, ...table.rows];
}
