import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline';
import type { Completed } from './completer.js';
import { type History, MAX_HISTORY } from './history.js';
import type { LineInput } from './line-input.js';

const PROMPT = 'qmp> ';
const MORE = '...> ';

export interface TerminalOptions {
  readonly history: History;
  readonly complete: (line: string) => Promise<Completed>;
  /** Ctrl+C; what was typed has been cleared by then. */
  readonly onInterrupt: () => void;
}

/** A person at a terminal: a prompt, completion, history; what comes in between is printed above what is being typed. */
export function openTerminal({ history, complete, onInterrupt }: TerminalOptions): LineInput {
  const { stdin: input, stdout: output } = process;
  /** Readline's own, newest first, which it lets others change. */
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
      // In the middle of JSON there is nothing to complete.
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
    // From now on: what is typed before somebody reads would be lost.
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
    announce: (line) => {
      if (!isPrompted) {
        output.write(`${line}\n`);
        return;
      }
      const { rows } = lines.getCursorPos();
      moveCursor(output, 0, -rows);
      cursorTo(output, 0);
      clearScreenDown(output);
      output.write(`${line}\n`);
      // Readline goes up as many rows as it believes to stand below its prompt; after a paste it is wrong about that.
      Object.assign(lines, { prevRows: 0 });
      lines.prompt(true);
    },
    close: () => lines.close(),
  };
}
