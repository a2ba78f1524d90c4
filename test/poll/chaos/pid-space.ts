import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inTurn } from '../../lab/in-turn.js';

/** The last line of what a command prints. */
const END = '\x1e';

/**
 * A place where processes are alone: the poller finds no QEMU but those of the test, whatever runs on this host, and a pid
 * can be given out again. A shell is its first process and starts all others; they end with it, and it with this process.
 *
 * Only root can have one. Without it everything runs among the host's processes, and each ends when the shell does.
 */
export class PidSpace {
  readonly isOwn: boolean;
  readonly #shell: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #inTurn = inTurn();

  constructor() {
    this.isOwn = process.getuid?.() === 0;
    const own = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child=SIGKILL'];
    const [first = '', ...rest] = ['setpriv', '--pdeathsig', 'KILL', ...(this.isOwn ? own : []), 'sh'];
    this.#shell = spawn(first, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.#shell.stdout === null) throw new Error('the shell has no output');
    this.#lines = createInterface({ input: this.#shell.stdout })[Symbol.asyncIterator]();
  }

  /** Starts a program that goes on by itself; resolves to its pid in here. */
  async start(command: readonly string[], log = '/dev/null'): Promise<number> {
    return Number(await this.#run(this.#inBackground(command, log)));
  }

  /** As {@link start}, with a pid that somebody else has had; with another one where that is taken. */
  async startAs(pid: number, command: readonly string[], log: string): Promise<number> {
    const last = `echo ${pid - 1} >/proc/sys/kernel/ns_last_pid`;
    return Number(await this.#run(`${last}; ${this.#inBackground(command, log)}`));
  }

  async signal(pid: number, name: 'KILL' | 'STOP' | 'CONT'): Promise<void> {
    await this.#run(`kill -${name} ${pid} 2>/dev/null`);
  }

  /** Resolves when a process that was started in here has ended and nothing of it is left. */
  async reap(pid: number): Promise<void> {
    await this.#run(`wait ${pid} 2>/dev/null`);
  }

  /** /proc/PID/stat; empty when there is no such process. */
  readStat(pid: number): Promise<string> {
    return this.#run(`read -r stat 2>/dev/null </proc/${pid}/stat && echo "$stat"`);
  }

  /** Kills whatever is left in here. */
  async close(): Promise<void> {
    const exited = once(this.#shell, 'exit');
    this.#shell.kill('SIGKILL');
    await exited;
  }

  #inBackground(command: readonly string[], log: string): string {
    const bound = this.isOwn ? [] : ['setpriv', '--pdeathsig', 'KILL'];
    return `${[...bound, ...command].map(quote).join(' ')} </dev/null >>${quote(log)} 2>&1 & echo $!`;
  }

  #run(script: string): Promise<string> {
    return this.#inTurn(async () => {
      this.#shell.stdin?.write(`${script}\necho '${END}'\n`);
      const printed: string[] = [];
      for (;;) {
        const { value, done } = await this.#lines.next();
        if (done === true) throw new Error(`the shell ended at ${script}`);
        if (value === END) return printed.join('\n');
        printed.push(value);
      }
    });
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
