import { appendFileSync, chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { makePrivateDirectory } from '../../../support/make-directory.js';

export const MAX_HISTORY = 1000;

/** A credential must not end up in a file: rather one line too few. */
const MAY_HOLD_SECRET = /passw|secret|key[\w.-]*["']?\s*[=:]/i;

/** Where the history is kept, by the XDG specification, which has a relative directory ignored. */
export function historyFile(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: named = '' } = env;
  const state = isAbsolute(named) ? named : join(homedir(), '.local', 'state');
  return join(state, 'qgauge', 'qmp-history');
}

/**
 * The statements that were typed, oldest first, in a file that only its owner can read. A file that cannot be read or
 * written costs the history and nothing else.
 */
export class History {
  readonly #path: string;
  #lines: readonly string[];

  /** Reads the statements of earlier shells. */
  constructor(path: string) {
    this.#path = path;
    this.#lines = this.#read();
    attempt(() => this.#shorten());
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Keeps a statement, as one line, unless it repeats the last one or may contain a credential. */
  add(statement: string): void {
    const line = statement.replace(/\s*\n\s*/g, ' ').trim();
    if (line === '' || line === this.#lines.at(-1) || MAY_HOLD_SECRET.test(line)) return;
    this.#lines = [...this.#lines, line].slice(-MAX_HISTORY);
    attempt(() => {
      makePrivateDirectory(dirname(this.#path));
      // Appended, not rewritten: another shell may be adding lines too.
      appendFileSync(this.#path, `${line}\n`, { mode: 0o600 });
    });
  }

  close(): void {
    attempt(() => this.#shorten());
  }

  #read(): readonly string[] {
    return attempt(() => linesOf(readFileSync(this.#path, 'utf8')).slice(-MAX_HISTORY)) ?? [];
  }

  #shorten(): void {
    const lines = linesOf(readFileSync(this.#path, 'utf8'));
    chmodSync(this.#path, 0o600);
    if (lines.length <= MAX_HISTORY) return;
    const next = `${this.#path}.${process.pid}`;
    try {
      writeFileSync(next, `${lines.slice(-MAX_HISTORY).join('\n')}\n`, { mode: 0o600 });
      renameSync(next, this.#path);
    } catch (error) {
      rmSync(next, { force: true });
      throw error;
    }
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
