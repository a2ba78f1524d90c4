import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline';
import type { Completed } from './completer.js';
import { type History, MAX_HISTORY } from './history.js';
import type { LineInput } from './line-input.js';

const PROMPT = 'qmp> ';
const MORE = '...> ';

export interface TerminalOptions {
  readonly history: History;
  readonly complete: (line: string) => Promise<Completed>;
  /** Called on Ctrl+C, when the line has been cleared. */
  readonly onInterrupt: () => void;
}

/** Lines from a terminal, with prompt, completion and history; output in between goes above the line being typed. */
export function openTerminal({ history, complete, onInterrupt }: TerminalOptions): LineInput {
  const { stdin: input, stdout: output } = process;
  /** Readline's own list, newest first, which may be changed in place. */
  let recalled: string[] = [];
  let isPrompted = false;
  let isMore = false;
  let isClosed = false;
  const lines = createInterface({
    input,
    output,
    terminal: true,
    historySize: MAX_HISTORY,
    history: history.lines.toReversed(),
    completer: (line: string, done: (error: null, result: Completed) => void) => {
      // There is nothing to complete inside JSON.
      if (isMore) done(null, [[], line]);
      else void complete(line).then((completed) => isClosed || done(null, completed));
    },
  });
  lines.on('history', (list: string[]) => {
    recalled = list;
  });
  lines.on('line', () => {
    isPrompted = false;
  });
  lines.on('SIGINT', () => {
    if (isPrompted) {
      lines.write(null, { ctrl: true, name: 'e' });
      lines.write(null, { ctrl: true, name: 'u' });
    }
    onInterrupt();
  });
  lines.on('close', () => {
    isClosed = true;
    if (isPrompted) output.write('\n');
    isPrompted = false;
  });
  return {
    // Taken at once: what is typed before the first read would be lost.
    lines: lines[Symbol.asyncIterator](),
    isTerminal: true,
    prompt: (more) => {
      if (isClosed) return;
      isMore = more;
      isPrompted = true;
      lines.setPrompt(more ? MORE : PROMPT);
      lines.prompt();
    },
    remember: (statement) => {
      history.add(statement);
      recalled.splice(0, recalled.length, ...history.lines.toReversed());
    },
    print: (line) => {
      if (!isPrompted) {
        output.write(`${line}\n`);
        return;
      }
      const { rows } = lines.getCursorPos();
      moveCursor(output, 0, -rows);
      cursorTo(output, 0);
      clearScreenDown(output);
      output.write(`${line}\n`);
      // Readline moves up by the rows that it believes to be below its prompt, which is wrong after a paste.
      Object.assign(lines, { prevRows: 0 });
      lines.prompt(true);
    },
    close: () => lines.close(),
  };
}
