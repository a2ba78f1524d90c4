import { type Figure, type FigureUnit, type TableColumn, tableColumn } from '../table/table-column.js';

/** Declares a column of one unit. */
type DeclareColumn<Row> = (
  name: string,
  heading: string,
  about: string,
  figureOf: (row: Row) => Figure,
  more?: Partial<TableColumn<Row>>,
) => TableColumn<Row>;

/** What the figures of a unit usually need, so that columns stay where they are from sweep to sweep. */
const LEAST_WIDTHS: { readonly [unit in FigureUnit]: number } = {
  text: 0,
  bytes: 4,
  seconds: 4,
  percent: 5,
  count: 4,
};

/** The ways to declare a column of a screen, one for each unit. */
export function columnsOf<Row>(): { readonly [unit in FigureUnit]: DeclareColumn<Row> } {
  const ofUnit =
    (unit: FigureUnit): DeclareColumn<Row> =>
    (name, heading, about, figureOf, more) =>
      tableColumn({ name, heading, about, unit, figureOf, leastWidth: LEAST_WIDTHS[unit], ...more });
  return {
    text: ofUnit('text'),
    bytes: ofUnit('bytes'),
    seconds: ofUnit('seconds'),
    percent: ofUnit('percent'),
    count: ofUnit('count'),
  };
}
