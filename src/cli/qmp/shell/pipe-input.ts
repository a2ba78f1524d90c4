import { createInterface } from 'node:readline';
import type { LineInput } from './line-input.js';

/** Lines from a pipe or file: no prompt, no history, no escape sequence. */
export function openPipe(out: (text: string) => void): LineInput {
  const lines = createInterface({
    input: process.stdin,
    terminal: false,
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  return {
    // Taken at once: a line that comes before the first read would be lost.
    lines: lines[Symbol.asyncIterator](),
    isTerminal: false,
    prompt: () => undefined,
    remember: () => undefined,
    print: (line) => out(`${line}\n`),
    close: () => lines.close(),
  };
}
