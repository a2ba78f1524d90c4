import { appendFileSync, chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { makePrivateDirectory } from '../../../support/make-directory.js';

export const MAX_HISTORY = 1000;

/** A credential must not lie about in a file: better a line too few. */
const MAY_HOLD_SECRET = /passw|secret|key[\w.-]*["']?\s*[=:]/i;

/** Where history is kept, by the XDG rules: a relative directory counts as none. */
export function historyFile(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: named = '' } = env;
  const state = isAbsolute(named) ? named : join(homedir(), '.local', 'state');
  return join(state, 'qgauge', 'qmp-history');
}

/**
 * What was typed, oldest first, in a file of its owner's alone. A file that cannot be read or written costs the history
 * and nothing else.
 */
export class History {
  readonly #path: string;
  #lines: readonly string[];

  /** Reads what former shells have left. */
  constructor(path: string) {
    this.#path = path;
    this.#lines = this.#read();
    attempt(() => this.#shorten());
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Keeps a statement, in one line; unless it is the last one again, or a credential may be in it. */
  add(statement: string): void {
    const line = statement.replace(/\s*\n\s*/g, ' ').trim();
    if (line === '' || line === this.#lines.at(-1) || MAY_HOLD_SECRET.test(line)) return;
    this.#lines = [...this.#lines, line].slice(-MAX_HISTORY);
    attempt(() => {
      makePrivateDirectory(dirname(this.#path));
      // Appended, and not written anew: another shell may be keeping its own there.
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
