import type { GuestEvent } from '../../model/guest-event.js';
import type { GuestSnapshot, Snapshot } from '../../model/snapshot.js';
import { formatSize } from '../../support/size.js';
import type { HostSubject } from '../kvmtop/subject.js';
import { chooseColumns, findColumn } from '../table/choose-columns.js';
import { parseFilter } from '../table/filter.js';
import { type LaidOutTable, layoutTable } from '../table/layout.js';
import { rankByPosition } from '../table/rank-by-position.js';
import { parseSort, sortItems } from '../table/sort-items.js';
import type { Figure, SizeFormat, TableColumn } from '../table/table-column.js';
import { guestDetail } from './guest-detail.js';

/** What all screens are made of: a sweep, and what happened before it. */
export interface TopSource {
  readonly snapshot: Snapshot;
  readonly host: HostSubject;
  /** Newest first. */
  readonly events: readonly GuestEvent[];
  /** What 100 % of CPU time are: one CPU, or all of the host. */
  readonly cpuScale: 'core' | 'machine';
}

/** What a row of any screen has. */
export interface TopRow {
  /** The same in each sweep, and of no other row of its screen. */
  readonly key: string;
  /** The guest that it is about, or belongs to; `undefined` for the host, and for a guest that is gone. */
  readonly guest: GuestSnapshot | undefined;
}

/** What the rows of a screen can be sorted by with one key, as far as they have it: the name of the column. */
export type ScreenOrders = { readonly [order in 'cpu' | 'memory' | 'disk' | 'net' | 'time']?: string };

/** A screen, as it is declared. */
export interface DeclaredScreen<Row extends TopRow> {
  readonly name: string;
  readonly title: string;
  /** All that can be shown, the first names the row. */
  readonly columns: readonly TableColumn<Row>[];
  /** The names of those that are shown where the user has not chosen others. */
  readonly shown: readonly string[];
  /** As `--sort` takes it; `undefined` for the order of `rowsOf`. */
  readonly sort: string | undefined;
  /** The columns that the keys for an order sort by; all of them are shown. */
  readonly orders: ScreenOrders;
  readonly rowsOf: (source: TopSource) => readonly Row[];
  /** What there is to say about a row in full; default: what is the matter with its guest. */
  readonly detailOf?: ((row: Row) => string) | undefined;
}

/** What the user has chosen of a screen, as texts of `--columns`, `--sort` and `--filter`. */
export interface ViewChoice {
  readonly columns?: string | undefined;
  readonly sort?: string | undefined;
  readonly filter?: string | undefined;
}

/** A screen of `top`, whatever its rows are. */
export interface TopScreen {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Pick<TableColumn<never>, 'name' | 'heading' | 'unit' | 'about'>[];
  readonly shown: readonly string[];
  readonly sort: string | undefined;
  readonly orders: ScreenOrders;
  /** @throws {TableError} when the choice does not fit this screen */
  view(choice: ViewChoice): ScreenView;
}

/** A screen with what the user has chosen of it. */
export interface ScreenView {
  /** The names of the columns that are to be shown, from left to right. */
  readonly columns: readonly string[];
  readonly sortedBy: { readonly name: string; readonly isDescending: boolean } | undefined;
  rowsOf(source: TopSource): ScreenRows;
}

/** The rows of a screen in one sweep, filtered and sorted. */
export interface ScreenRows {
  /** How many there are without the filter. */
  readonly total: number;
  readonly rows: readonly TopRow[];
  /** Lays out the rows from one to another, which is left out. */
  layout(from: number, to: number, options: LayoutOptions): LaidOutTable;
  /** What there is to say about a row in full; empty for nothing. Not safe for a terminal. */
  detailOf(row: TopRow): string;
  /** The texts of the columns that are shown, to search in. */
  textOf(row: TopRow): string;
  /** The figures of a row by the names of all columns, for programs. */
  figuresOf(row: TopRow): { readonly [column: string]: Figure };
}

export interface LayoutOptions {
  readonly width: number;
  readonly formatSize?: SizeFormat | undefined;
}

/** Completes a screen. */
export function topScreen<Row extends TopRow>(declared: DeclaredScreen<Row>): TopScreen {
  const { name, title, columns, shown, sort, orders, rowsOf, detailOf = detailOfGuest } = declared;
  const shownColumns = shown.map((one) => findColumn(columns, one));
  return {
    ...{ name, title, columns, shown, sort, orders },
    view: (choice) => {
      const chosen = chosenOf(choice.columns, columns, shownColumns);
      const order = choice.sort ?? sort;
      const sorted = order === undefined ? undefined : parseSort(order, columns);
      const matches = choice.filter ? parseFilter(choice.filter, columns) : undefined;
      return {
        columns: chosen.map((column) => column.name),
        sortedBy: sorted && { name: sorted.column.name, isDescending: sorted.isDescending },
        rowsOf: (source) => {
          const all = rowsOf(source);
          const some = matches ? all.filter(matches) : all;
          const rows = sorted ? sortItems(some, sorted) : some;
          return {
            total: all.length,
            rows,
            layout: (from, to, { width, formatSize: format = formatSize }) =>
              layoutTable(chosen, rows.slice(from, to), { width, formatSize: format, others: rows }),
            // A row of this view is one that `rowsOf` has made.
            detailOf: (row) => detailOf(row as Row),
            textOf: (row) => textOf(chosen, row as Row),
            figuresOf: (row) => figuresOf(columns, row as Row),
          };
        },
      };
    },
  };
}

function detailOfGuest({ guest }: TopRow): string {
  return guest === undefined ? '' : guestDetail(guest);
}

function textOf<Row>(columns: readonly TableColumn<Row>[], row: Row): string {
  const texts = columns.filter(({ unit }) => unit === 'text').map(({ figureOf }) => figureOf(row) ?? '');
  return texts.join('\n');
}

/** Columns that are added to those of the screen have no rank, and stay; those of a whole list are ranked by their places in it. */
function chosenOf<Row>(
  text: string | undefined,
  all: readonly TableColumn<Row>[],
  shown: readonly TableColumn<Row>[],
): readonly TableColumn<Row>[] {
  if (text === undefined) return shown;
  const chosen = chooseColumns(text, all, shown);
  return /^\s*[+-]/.test(text) ? chosen : rankByPosition(chosen);
}

function figuresOf<Row>(columns: readonly TableColumn<Row>[], row: Row): ReturnType<ScreenRows['figuresOf']> {
  return Object.fromEntries(columns.map(({ name, figureOf }) => [name, figureOf(row)]));
}
