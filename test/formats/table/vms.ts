import { type TableColumn, tableColumn } from '../../../src/formats/table/table-column.js';

/** Something to list. */
export interface Vm {
  readonly name: string;
  readonly state?: string | undefined;
  /** Bytes. */
  readonly rss?: number | undefined;
  /** Seconds. */
  readonly age?: number | undefined;
  readonly cpu?: number | undefined;
  readonly disks?: number | bigint | undefined;
}

const column = tableColumn<Vm>;

/** A column of each unit. */
export const VM_COLUMNS: readonly TableColumn<Vm>[] = [
  column({ name: 'name', heading: 'NAME', unit: 'text', figureOf: ({ name }) => name }),
  column({ name: 'state', heading: 'STATE', unit: 'text', figureOf: ({ state }) => state, rank: 2 }),
  column({ name: 'rss', heading: 'RSS', unit: 'bytes', figureOf: ({ rss }) => rss }),
  column({ name: 'age', heading: 'AGE', unit: 'seconds', figureOf: ({ age }) => age, rank: 1 }),
  column({ name: 'cpu', heading: 'CPU', unit: 'percent', figureOf: ({ cpu }) => cpu, rank: 3 }),
  column({ name: 'disks', heading: 'DISKS', unit: 'count', figureOf: ({ disks }) => disks, rank: 3 }),
];
