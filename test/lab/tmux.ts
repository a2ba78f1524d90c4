import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { isAlive, processesOfSession } from './process-session.js';

const run = promisify(execFile);

/** What runs in a terminal, and how large that is. */
export interface TmuxOptions {
  /** The program with its arguments. */
  readonly command: readonly string[];
  /** Default: 80. */
  readonly columns?: number;
  /** Default: 24. */
  readonly rows?: number;
  /** Added to the environment of this process, in which the terminal shows UTF-8 and colours; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How a program has ended. */
export interface Exit {
  /** `undefined` after a signal. */
  readonly status: number | undefined;
  /** Its number. */
  readonly signal: number | undefined;
}

/** What a screen must show: a text, a pattern, or what the function accepts. */
export type Expected = string | RegExp | ((screen: string) => boolean);

const PATIENCE = { timeout: 90_000, interval: 50 };

/** What would reveal the terminal of the test, or tmux. */
const HIDDEN = { TMUX: undefined, TMUX_PANE: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined };
const ENVIRONMENT = { ...HIDDEN, LC_ALL: 'C.UTF-8', PS1: '$ ', HISTFILE: '' };

/** A separate server without a configuration: neither the test nor another user of tmux can end the other's. */
const SETTINGS = [
  ['start-server'],
  ['set-option', '-g', 'status', 'off'],
  ['set-option', '-g', 'remain-on-exit', 'on'],
  // Else tmux would write on the screen that the program has ended.
  ['set-option', '-g', 'remain-on-exit-format', ''],
];

/**
 * A real terminal with a program in it. It stays when the program ends, so that a test sees what is left on the screen, until
 * it is disposed of or the test has finished; then nothing is left of tmux and the program, whatever that does.
 */
export class Tmux implements AsyncDisposable {
  readonly #directory: string;
  readonly #pids: { readonly server: number; readonly program: number };
  #isClosed = false;

  static async start({ command, columns = 80, rows = 24, env = {} }: TmuxOptions): Promise<Tmux> {
    const directory = await mkdtemp(join(tmpdir(), 'qg-'));
    const size = ['-x', String(columns), '-y', String(rows)];
    const through = ['env', ...environmentWords({ ...ENVIRONMENT, ...env })];
    const open = [
      'new-session',
      '-d',
      '-P',
      '-F',
      '#{pid} #{pane_pid}',
      ...size,
      '--',
      ...through,
      ...command,
    ];
    const printed = await tmux(
      directory,
      [...SETTINGS, open].flatMap((words) => [...words, ';']).slice(0, -1),
    );
    const [server = 0, program = 0] = printed.split(' ').map(Number);
    const terminal = new Tmux(directory, { server, program });
    onTestFinished(() => terminal[Symbol.asyncDispose]());
    return terminal;
  }

  private constructor(directory: string, pids: { readonly server: number; readonly program: number }) {
    this.#directory = directory;
    this.#pids = pids;
  }

  /** The process that the terminal was opened with. */
  get pid(): number {
    return this.#pids.program;
  }

  /** Presses keys by their names in tmux (`Tab`, `Enter`, `C-d`, `F1`), or pastes a text. */
  async sendKeys(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#tmux('send-keys', '--', key);
  }

  /** Types a text and presses Enter. */
  enter(text: string): Promise<void> {
    return this.sendKeys(text, 'Enter');
  }

  /** Sends bytes as a keyboard or a mouse would, together or a part of a sequence: `\u001b[<0;10;5M`. */
  async sendRaw(bytes: string | Uint8Array): Promise<void> {
    const hex = Array.from(Buffer.from(bytes), (byte) => byte.toString(16));
    await this.#tmux('send-keys', '-H', ...hex);
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** The screen, without trailing blanks and blank lines. A bound method. */
  readonly screen = async (): Promise<string> => trimmed(await this.#tmux('capture-pane', '-p'));

  /** The same, with the escape sequences of its colours. */
  readonly styledScreen = async (): Promise<string> => trimmed(await this.#tmux('capture-pane', '-p', '-e'));

  /** What has left the screen at the top, and the screen. */
  readonly history = async (): Promise<string> => trimmed(await this.#tmux('capture-pane', '-p', '-S', '-'));

  /** tmux's own variables, such as `cursor_flag`: whether the cursor is visible. */
  async ask(variable: string): Promise<string> {
    return (await this.#tmux('display-message', '-p', `#{${variable}}`)).trim();
  }

  /** Waits until the screen shows this. @returns the screen */
  async waitFor(expected: Expected): Promise<string> {
    let screen = '';
    const read = async () => {
      screen = await this.screen();
      return screen;
    };
    await expect.poll(read, PATIENCE).toEqual(matcherOf(expected));
    return screen;
  }

  /** Waits until the program has ended. */
  async waitForExit(): Promise<Exit> {
    let exit: Exit = { status: undefined, signal: undefined };
    const hasEnded = async () => {
      // tmux 3.3 misses this signal now and then when its child ends: that has it look again.
      process.kill(this.#pids.server, 'SIGCHLD');
      exit = {
        status: numberOf(await this.ask('pane_dead_status')),
        signal: numberOf(await this.ask('pane_dead_signal')),
      };
      return exit.status !== undefined || exit.signal !== undefined;
    };
    await expect.poll(hasEnded, PATIENCE).toBe(true);
    return exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { server, program } = this.#pids;
    await this.#tmux('kill-server').catch(() => undefined);
    // The terminal has hung up: what ignores that is killed.
    for (;;) {
      const left = processesOfSession(program);
      if (left.length === 0 && !isAlive(server)) break;
      for (const pid of left) killIfThere(pid);
      await sleep(10);
    }
    await rm(this.#directory, { recursive: true, force: true });
  }

  #tmux(...words: readonly string[]): Promise<string> {
    return tmux(this.#directory, words);
  }
}

async function tmux(directory: string, words: readonly string[]): Promise<string> {
  const { stdout } = await run('tmux', ['-u', '-S', join(directory, 'tmux'), '-f', '/dev/null', ...words]);
  return stdout;
}

/** The arguments of env(1). */
function environmentWords(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const names = Object.keys(env).filter((name) => env[name] === undefined);
  const values = Object.entries(env).filter(([, value]) => value !== undefined);
  return [...names.flatMap((name) => ['-u', name]), ...values.map((pair) => pair.join('='))];
}

function trimmed(screen: string): string {
  return screen.replace(/[ \t]+$/gm, '').trimEnd();
}

function matcherOf(expected: Expected): unknown {
  if (typeof expected === 'string') return expect.stringContaining(expected);
  return expected instanceof RegExp ? expect.stringMatching(expected) : expect.toSatisfy(expected);
}

function numberOf(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
