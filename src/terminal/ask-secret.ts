import { RawInput } from './raw-input.js';
import type { TerminalInput } from './terminal.js';

/** A terminal to ask at. */
export interface AskedTerminal {
  readonly input: TerminalInput;
  readonly output: { write(text: string): unknown };
}

const MAX_BYTES = 4096;
const KEY = {
  interrupt: 0x03,
  end: 0x04,
  backspace: 0x08,
  lineFeed: 0x0a,
  enter: 0x0d,
  clear: 0x15,
  delete: 0x7f,
};

/**
 * Asks for a secret, without an echo.
 *
 * @returns `undefined` when nothing was typed: Ctrl+D, or the end of the terminal
 * @throws the signal's reason, which Ctrl+C has fired as SIGINT does
 */
export async function askSecret(
  prompt: string,
  { input, output }: AskedTerminal,
  signal: AbortSignal,
): Promise<string | undefined> {
  signal.throwIfAborted();
  output.write(prompt);
  let typed: number[] = [];
  let settle: (text: string | undefined) => void = () => undefined;
  let fail: (reason: unknown) => void = () => undefined;
  const answer = new Promise<string | undefined>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  const onAbort = () => fail(signal.reason);
  const onByte = (byte: number): void => {
    if (byte === KEY.enter || byte === KEY.lineFeed) settle(Buffer.from(typed).toString('utf8'));
    else if (byte === KEY.interrupt) process.kill(process.pid, 'SIGINT');
    else if (byte === KEY.end && typed.length === 0) settle(undefined);
    else if (byte === KEY.clear) typed = [];
    else if (byte === KEY.backspace || byte === KEY.delete) typed = withoutLast(typed);
    else if (typed.length < MAX_BYTES) typed.push(byte);
  };
  using _raw = new RawInput(
    input,
    (bytes) => bytes.forEach(onByte),
    () => settle(undefined),
  );
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await answer;
  } finally {
    signal.removeEventListener('abort', onAbort);
    output.write('\n');
  }
}

/** Without the last character: in UTF-8, bytes of the form 10xxxxxx continue one. */
function withoutLast(bytes: readonly number[]): number[] {
  const start = bytes.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
  return bytes.slice(0, Math.max(0, start));
}
