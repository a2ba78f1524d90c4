import { EventEmitter } from 'node:events';
import { TerminalGrid } from './terminal-grid.js';

/** A terminal that keeps what is written to it. */
export class FakeOutput extends EventEmitter {
  columns = 80;
  rows = 24;
  text = '';
  readonly #grid = new TerminalGrid();

  write(text: string): void {
    this.text += text;
    this.#grid.write(text);
  }

  /** What it shows now. */
  get screen(): string {
    return this.#grid.lines.join('\n');
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.emit('resize');
  }

  /** What has been written since the last call. */
  take(): string {
    const { text } = this;
    this.text = '';
    return text;
  }
}

/** A keyboard on which the test types. */
export class FakeInput extends EventEmitter {
  isRaw = false;
  isFlowing = false;

  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw;
  }

  resume(): void {
    this.isFlowing = true;
  }

  pause(): void {
    this.isFlowing = false;
  }

  type(text: string): void {
    this.emit('data', Buffer.from(text));
  }
}
