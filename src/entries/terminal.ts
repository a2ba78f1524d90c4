/**
 * `qgauge/terminal`: live views on a terminal.
 *
 * @packageDocumentation
 */

export { BalloonTerminal, type BalloonTerminalOptions } from '../terminal/balloon-terminal.js';
export { type DrawLines, TableTerminal, type TableTerminalOptions } from '../terminal/table-terminal.js';
