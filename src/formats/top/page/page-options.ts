import type { GaugeStyle } from '../../../support/fit-text.js';
import type { SizeFormat } from '../../table/table-column.js';
import type { KeyedGuest } from '../row-keys.js';
import type { TopSource } from '../top-screen.js';

/** The figures of a guest whose course a page can show. */
export type PageMetric = 'cpu' | 'memory' | 'read' | 'write' | 'rx' | 'tx';

/** Draws the course of a figure, as a text that is safe for a terminal and takes so many columns at most. */
export type DrawCourse = (metric: PageMetric, columns: number) => string;

/** What the sections of a page are made of. */
export interface PageSource extends KeyedGuest {
  readonly source: TopSource;
  readonly width: number;
  readonly formatSize: SizeFormat;
  readonly gauges: GaugeStyle;
  readonly sparkline: DrawCourse | undefined;
}
