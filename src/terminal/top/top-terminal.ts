import type { PrinterOptions } from '../../formats/printer.js';
import type { TopRow, TopSource } from '../../formats/top/top-screen.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { StyledLine } from '../../support/styled-text.js';
import type { KeyPress, TerminalEvent } from '../key-reader.js';
import { Screen } from '../screen.js';
import type { ScreenSize, TerminalInput, TerminalLook, TerminalOutput } from '../terminal.js';
import { type Applied, applyAction, showScreen, type TopContext } from './apply-action.js';
import { applyMouse } from './apply-mouse.js';
import { applyPromptKey } from './apply-prompt.js';
import { encodeClipboard } from './clipboard.js';
import { type DrawnTop, drawTop } from './draw-top.js';
import { actionOf } from './keys.js';
import { placeSelection } from './selection.js';
import { ShownTable } from './shown-table.js';
import { SourceCondition } from './source-condition.js';
import { TopFigures } from './top-figures.js';
import { settingsOf, startState, type TopSettings, type TopState } from './top-state.js';

/** What top shows, and where. */
export interface TopTerminalOptions {
  readonly input: TerminalInput | undefined;
  readonly output: TerminalOutput;
  readonly settings: TopSettings;
  /** The host's own devices to sum. */
  readonly devices: Pick<PrinterOptions, 'storedev'>;
  /** Has the mouse select rows and columns. */
  readonly hasMouse: boolean;
  /** The user quits, or the terminal is gone. */
  readonly onQuit: () => void;
  /** Keeps settings. @returns what to say about it */
  readonly onSave: (settings: TopSettings) => Promise<string>;
  /** Makes sweeps more or less frequent. @returns what to say about it */
  readonly onPace: (change: 'slower' | 'faster') => string;
  /** Default: by the environment. */
  readonly look?: TerminalLook | undefined;
  readonly suspend?: (() => void) | undefined;
}

/** Before the first frame has shown how many there is room for. */
const SOME_ROWS = 10;
/** A lower terminal has no room for the condition of the source. */
const LEAST_ROWS = 3;

/** Shows sweeps on a terminal, from the first one until it is disposed of. Changes nothing of any guest. */
export class TopTerminal implements Disposable {
  readonly #options: TopTerminalOptions;
  readonly #figures: TopFigures;
  readonly #shown = new ShownTable();
  readonly #condition = new SourceCondition(() => this.#screen?.redraw());
  #state: TopState;
  /** The last sweep. */
  #latest: TopSource | undefined;
  /** What is shown while it stands still. */
  #frozen: TopSource | undefined;
  /** The last frame. */
  #drawn: DrawnTop | undefined;
  #screen: Screen | undefined;

  constructor(options: TopTerminalOptions) {
    this.#options = options;
    this.#state = startState(options.settings);
    this.#figures = new TopFigures(options.devices);
  }

  /** Adds a sweep, and draws it. */
  show(snapshot: Snapshot): void {
    const latest = this.#figures.add(snapshot);
    this.#latest = latest;
    this.#condition.sweep();
    if (this.#screen === undefined) this.#screen = this.#open(latest);
    else if (!this.#state.isPaused) this.#screen.redraw();
  }

  /** Says something below the table, until the next key. */
  report(message: string): void {
    this.#state = { ...this.#state, message };
    this.#screen?.redraw();
  }

  /** Says above the screen's last line why there is no newer sweep, and how old the last one is, until the next. */
  lose(why: string): void {
    this.#condition.lose(why);
    this.#screen?.redraw();
  }

  [Symbol.dispose](): void {
    this.#condition[Symbol.dispose]();
    this.#screen?.[Symbol.dispose]();
  }

  #open(first: TopSource): Screen {
    const { input, output, hasMouse, onQuit, look, suspend } = this.#options;
    return new Screen({
      ...{ input, output, hasMouse, look, suspend },
      draw: (size) => this.#draw(this.#frozen ?? this.#latest ?? first, size),
      onEvent: (event) => this.#receive(this.#frozen ?? this.#latest ?? first, event),
      onEnd: onQuit,
    });
  }

  #draw(source: TopSource, { columns, rows }: ScreenSize): readonly StyledLine[] {
    const shown = this.#shown.of(source, this.#state);
    const { trends } = this.#figures;
    const condition = rows < LEAST_ROWS ? [] : this.#condition.lines(columns);
    const size = { columns, rows: rows - condition.length };
    const drawn = drawTop({ ...shown, state: this.#state, trends }, size);
    this.#drawn = drawn;
    this.#state = placed(this.#state, drawn, shown.table.rows);
    return [...drawn.lines.slice(0, -1), ...condition, ...drawn.lines.slice(-1)];
  }

  #receive(source: TopSource, event: TerminalEvent): void {
    const shown = this.#shown.of(source, this.#state);
    const { room = SOME_ROWS, area } = this.#drawn ?? {};
    const { at } = placeSelection(this.#state, shown.table.rows, room);
    const context: TopContext = { ...shown, at, room };
    if (event.type === 'mouse') this.#state = applyMouse(this.#state, event, area, context);
    else this.#apply(this.#press(event, context), context);
    this.#screen?.redraw();
  }

  #press(press: KeyPress, context: TopContext): Applied {
    const state = this.#state;
    if (state.prompt) return { state: applyPromptKey(state, state.prompt, press, context) };
    const screen = context.screens[Number(press.key) - 1];
    if (screen) return { state: showScreen({ ...state, message: '' }, screen.name) };
    const action = actionOf(press.key);
    return action === undefined ? { state } : applyAction(state, action, context);
  }

  #apply({ state, effect }: Applied, context: TopContext): void {
    this.#state = state;
    this.#frozen = state.isPaused ? (this.#frozen ?? this.#latest) : undefined;
    const { onQuit, onSave, onPace, output } = this.#options;
    const { table } = context;
    const row = subjectOf(state, context);
    if (effect === 'quit') onQuit();
    else if (effect === 'slower' || effect === 'faster') this.report(onPace(effect));
    else if (effect === 'save') void onSave(settingsOf(state)).then((message) => this.report(message));
    else if (effect === 'copy' && row) {
      output.write(encodeClipboard(table.figuresOf(row)));
      this.report('copied as JSON, if the terminal has a clipboard (OSC 52)');
    }
  }
}

/** The row that a key is about: the selected one, or on the page of a guest one of that guest. */
function subjectOf({ page }: TopState, { table: { rows }, at, keyOfGuest }: TopContext): TopRow | undefined {
  if (page.kind !== 'guest') return rows[at];
  return [rows[at], ...rows].find((row) => row !== undefined && keyOfGuest(row) === page.key);
}

/**
 * Remembers where the selection, or a page, is; the row that has taken the place of a selected one is selected. As long as none
 * is selected, it is the first one, whichever that is.
 */
function placed(state: TopState, { area, first: line }: DrawnTop, rows: readonly TopRow[]): TopState {
  const { page } = state;
  if (page.kind !== 'table') return { ...state, page: { ...page, first: line ?? page.first } };
  if (area === undefined) return state;
  const { at, first } = area.selection;
  const selected = state.selected === undefined ? undefined : rows[at]?.key;
  return { ...state, selected, selectedAt: Math.max(0, at), firstRow: first };
}
