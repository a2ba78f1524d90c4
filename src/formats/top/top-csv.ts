import { rowOf } from '../kvmtop/csv.js';
import type { Figure } from '../table/table-column.js';
import type { TopScreen, TopSource, ViewChoice } from './top-screen.js';

/** Prints a screen as CSV. */
export interface TopCsv {
  /** The names of the columns, the time first, with its line end. */
  readonly header: string;
  /** A line for each row; a figure that is unknown is empty. */
  print(source: TopSource): string;
}

/** Further digits are rounding errors of doubles. */
const DECIMALS = 1e6;

/**
 * CSV (RFC 4180) of a screen, for programs: figures in base units, the time in UTC. It has the columns that the user has chosen,
 * else all of the screen, shown or not.
 *
 * @throws {TableError} when the choice does not fit the screen
 */
export function createTopCsv(screen: TopScreen, choice: ViewChoice): TopCsv {
  const view = screen.view(choice);
  const names = choice.columns === undefined ? screen.columns.map(({ name }) => name) : view.columns;
  return {
    header: rowOf(['time', ...names]),
    print(source) {
      const time = new Date(source.snapshot.takenAtSeconds * 1000).toISOString();
      const { rows, figuresOf } = view.rowsOf(source);
      const lines = rows.map((row) => {
        const figures = figuresOf(row);
        return rowOf([time, ...names.map((name) => rounded(figures[name]))]);
      });
      return lines.join('');
    },
  };
}

function rounded(figure: Figure): Figure {
  return typeof figure === 'number' ? Math.round(figure * DECIMALS) / DECIMALS : figure;
}
