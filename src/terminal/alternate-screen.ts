import { cursorHide, cursorShow, enterAlternativeScreen, exitAlternativeScreen } from 'ansi-escapes';
import { isInForeground } from '../support/foreground.js';
import type { TerminalInput, TerminalOutput } from './terminal.js';

/** A terminal to take over. */
export interface AlternateScreenOptions {
  readonly output: TerminalOutput;
  /** `undefined` without a keyboard. */
  readonly input: TerminalInput | undefined;
  /** The screen is open, and empty or with what another program has drawn. */
  readonly onOpen: () => void;
  readonly onBytes: (bytes: Buffer) => void;
  /** The keyboard's end: the terminal is gone. */
  readonly onEnd?: (() => void) | undefined;
  /** Has the terminal report clicks and the wheel. Its own selection then needs the shift key. */
  readonly hasMouse?: boolean | undefined;
  /** Stops the process as Ctrl+Z does (default: with every process of its job). */
  readonly suspend?: (() => void) | undefined;
  /** Whether the terminal is this job's now (default: as the kernel says). */
  readonly isInForeground?: (() => boolean) | undefined;
}

/** xterm's control sequences: report buttons (1000), in SGR's form (1006). */
const MOUSE_ON = '\u001b[?1000h\u001b[?1006h';
const MOUSE_OFF = '\u001b[?1006l\u001b[?1000l';
/** DECAWM: a text whose width the terminal counts differently must not go on in the next row. */
const WRAP_ON = '\u001b[?7h';
const WRAP_OFF = '\u001b[?7l';
/** How often a job that does not have the terminal looks whether it has it again. */
const LOOK_MS = 100;

/**
 * The alternate screen of a terminal, without a cursor, and with raw keys. It is open only while the process is in the
 * foreground: a shell's job in the background would draw over what is typed, and the kernel stops it (SIGTTOU) when it makes
 * keys raw.
 *
 * The terminal is restored by disposal, when the process exits, also because of an uncaught error, and on SIGQUIT. Other
 * signals are the program's to handle; nothing can be done on SIGKILL, on SIGABRT, and when V8 runs out of memory.
 */
export class AlternateScreen implements Disposable {
  readonly #options: AlternateScreenOptions;
  readonly #wasRaw: boolean;
  #state: 'closed' | 'open' | 'disposed' = 'closed';
  #look: NodeJS.Timeout | undefined;

  constructor(options: AlternateScreenOptions) {
    this.#options = options;
    this.#wasRaw = options.input?.isRaw ?? false;
    // Also for a second signal and an uncaught error, which end the process at once.
    process.on('exit', this.#close);
    process.on('SIGCONT', this.#continue);
    process.on('SIGQUIT', this.#quit);
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** Opens it, in the background as soon as the process is in the foreground. */
  readonly open = (): void => {
    if (this.#state !== 'closed') return;
    if (this.#isInForeground()) this.#openNow();
    else this.#openLater();
  };

  /** Gives the terminal back and stops the process; opens again when it goes on in the foreground. */
  suspend(): void {
    this.#close();
    const { suspend = suspendJob } = this.#options;
    suspend();
    // Without a shell that controls jobs, as in `ssh -t host qgauge top`, the kernel discards SIGTSTP, and no SIGCONT comes.
    this.#openLater();
  }

  [Symbol.dispose](): void {
    this.#close();
    this.#state = 'disposed';
    clearTimeout(this.#look);
    process.off('exit', this.#close);
    process.off('SIGCONT', this.#continue);
    process.off('SIGQUIT', this.#quit);
  }

  #isInForeground(): boolean {
    return (this.#options.isInForeground ?? isInForeground)();
  }

  #openNow(): void {
    clearTimeout(this.#look);
    this.#state = 'open';
    const { input, output, hasMouse, onBytes, onEnd, onOpen } = this.#options;
    // Before anything is written: where the process is not in the foreground after all, this stops it.
    this.#makeRaw();
    output.write(enterAlternativeScreen + WRAP_OFF + cursorHide + (hasMouse ? MOUSE_ON : ''));
    input?.on('data', onBytes);
    if (onEnd) input?.on('end', onEnd);
    input?.resume();
    onOpen();
  }

  #openLater(): void {
    clearTimeout(this.#look);
    this.#look = setTimeout(this.open, LOOK_MS);
  }

  /** Node changes nothing when it believes that keys are raw, which the shell may have ended since. */
  #makeRaw(): void {
    const { input } = this.#options;
    input?.setRawMode(this.#wasRaw);
    input?.setRawMode(true);
  }

  /** After Ctrl+Z, or a SIGSTOP during which others may have used the terminal. */
  readonly #continue = (): void => {
    this.#close();
    this.open();
  };

  /** Ends the process as the signal does that nobody handles. */
  readonly #quit = (): void => {
    this[Symbol.dispose]();
    process.kill(process.pid, 'SIGQUIT');
  };

  readonly #close = (): void => {
    if (this.#state !== 'open') return;
    this.#state = 'closed';
    const { input, output, hasMouse, onBytes, onEnd } = this.#options;
    input?.off('data', onBytes);
    if (onEnd) input?.off('end', onEnd);
    // In the background keys are as the shell wants them.
    if (this.#isInForeground()) input?.setRawMode(this.#wasRaw);
    input?.pause();
    output.write((hasMouse ? MOUSE_OFF : '') + cursorShow + WRAP_ON + exitAlternativeScreen);
  };
}

/** As the terminal itself does it with Ctrl+Z, which it only passes on while keys are raw. */
function suspendJob(): void {
  process.kill(0, 'SIGTSTP');
}
