/**
 * `qgauge/terminal`: live views on a terminal.
 *
 * @packageDocumentation
 */

export { BalloonTerminal, type BalloonTerminalOptions } from '../terminal/balloon-terminal.js';
export { DEFAULT_SETTINGS, type SizeUnit, type TopSettings } from '../terminal/top/top-state.js';
export { TopTerminal, type TopTerminalOptions } from '../terminal/top/top-terminal.js';
