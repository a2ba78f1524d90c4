import type { Duplex } from 'node:stream';
import { exitAlternativeScreen } from 'ansi-escapes';
import { RawInput } from './raw-input.js';
import type { TerminalInput } from './terminal.js';

/** A terminal that is attached to something. */
export interface AttachedTerminal {
  readonly input: TerminalInput;
  readonly output: { write(bytes: Uint8Array | string): unknown };
}

/** Ctrl+] as a terminal sends it. */
const ESCAPE_KEY = 0x1d;
/**
 * What a program at the other end may have left behind, for a terminal that understands it: no reports of mouse and focus (1000 to 1006), no
 * brackets around what is pasted (2004), the usual keypad and cursor keys, colours and wrapping, a cursor.
 */
const AS_BEFORE =
  '\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1004l\u001b[?1005l\u001b[?1006l\u001b[?2004l\u001b[?1l\u001b>\u001b[0m\u001b[?7h\u001b[?25h';
/** The alternate screen was opened (h) or closed (l). Closing one that is not open would move the cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character begins what is looked for
const SCREEN_SWITCH = /\u001b\[\?(?:1049|1047|47)([hl])/g;

/**
 * Attaches a terminal to a stream until Ctrl+] is typed or the stream ends: each key goes to the other end, Ctrl+C too, and what
 * comes from there is written as it is. Destroys the stream, and restores the terminal.
 *
 * @returns `left`: by the key; `ended`: the stream, or the keyboard, has ended
 * @throws the signal's reason; the stream's error
 */
export async function attachTerminal(
  stream: Duplex,
  { input, output }: AttachedTerminal,
  signal: AbortSignal,
): Promise<'left' | 'ended'> {
  let settle: (how: 'left' | 'ended') => void = () => undefined;
  let fail: (reason: unknown) => void = () => undefined;
  const done = new Promise<'left' | 'ended'>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  let isAlternate = false;
  const onAbort = () => fail(signal.reason);
  const onBytes = (bytes: Buffer) => {
    const end = bytes.indexOf(ESCAPE_KEY);
    const typed = end < 0 ? bytes : bytes.subarray(0, end);
    if (typed.length > 0 && !stream.write(typed)) raw.pause();
    if (end >= 0) settle('left');
  };
  const raw = new RawInput(input, onBytes, () => settle('ended'));
  try {
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    if (stream.destroyed) settle('ended');
    stream.on('drain', () => raw.resume());
    stream.on('data', (bytes: Buffer) => {
      const [, last] = [...bytes.toString('latin1').matchAll(SCREEN_SWITCH)].at(-1) ?? [];
      if (last !== undefined) isAlternate = last === 'h';
      output.write(bytes);
    });
    stream
      .on('error', fail)
      .on('end', () => settle('ended'))
      .on('close', () => settle('ended'));
    return await done;
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Late errors do not matter.
    stream
      .removeAllListeners('data')
      .on('error', () => undefined)
      .destroy();
    output.write(AS_BEFORE + (isAlternate ? exitAlternativeScreen : ''));
    raw[Symbol.dispose]();
  }
}
