import { asciiLine, isUtf8 } from '../support/ascii-text.js';
import { type Palette, paletteOf, type StyledLine } from '../support/styled-text.js';

/** The size of a terminal in characters. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** The keyboard of a terminal, as far as a screen needs it. */
export interface TerminalInput {
  readonly isRaw: boolean;
  setRawMode(isRaw: boolean): unknown;
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  off(event: 'data', listener: (bytes: Buffer) => void): unknown;
  off(event: 'end', listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** The display of a terminal, as far as a screen needs it. */
export interface TerminalOutput {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** What a terminal can show. */
export interface TerminalLook {
  readonly palette: Palette;
  /** It shows no other characters. */
  readonly isAscii: boolean;
}

/** By the environment: NO_COLOR, TERM and the locale. */
export function lookOf(env: NodeJS.ProcessEnv): TerminalLook {
  return { palette: paletteOf(env), isAscii: !isUtf8(env) };
}

/** A line with what a terminal can show of its characters. */
export function shownLine(line: StyledLine, { isAscii }: TerminalLook): StyledLine {
  return isAscii ? asciiLine(line) : line;
}

/** For a terminal that reports no valid size. */
const DEFAULT_SIZE: ScreenSize = { columns: 80, rows: 24 };

export function sizeOf({ columns, rows }: TerminalOutput): ScreenSize {
  return columns > 0 && rows > 0 ? { columns, rows } : DEFAULT_SIZE;
}
