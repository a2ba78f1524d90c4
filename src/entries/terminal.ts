/**
 * `qgauge/terminal`: live views on a terminal.
 *
 * @packageDocumentation
 */

export { type AskedTerminal, askSecret } from '../terminal/ask-secret.js';
export { type AttachedTerminal, attachTerminal } from '../terminal/attach-terminal.js';
export { BalloonTerminal, type BalloonTerminalOptions } from '../terminal/balloon-terminal.js';
export type { Progress, Wait, Work } from '../terminal/describe-progress.js';
export { ProgressLine, type ProgressLineOptions } from '../terminal/progress.js';
export { type DrawLines, TableTerminal, type TableTerminalOptions } from '../terminal/table-terminal.js';
export { lookOf, shownLine, type TerminalLook } from '../terminal/terminal.js';
export { TopFigures } from '../terminal/top/top-figures.js';
export { DEFAULT_SETTINGS, type SizeUnit, type TopSettings } from '../terminal/top/top-state.js';
export { TopTerminal, type TopTerminalOptions } from '../terminal/top/top-terminal.js';
