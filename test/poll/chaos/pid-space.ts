import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { inTurn } from '../../lab/in-turn.js';

/** Marks the end of a command's output. */
const END = '\x1e';

/**
 * A pid namespace: the poller finds only the QEMUs of the test, whatever else runs on this host, and a pid can be reused. A
 * shell is its first process and starts all others; they end with the shell, and the shell with this process.
 *
 * It needs root. Without it all processes run in the host's namespace, and end with the shell.
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

  /** Starts a program in the background. Resolves to its pid in the namespace. */
  async start(command: readonly string[], log = '/dev/null'): Promise<number> {
    return Number(await this.#run(this.#inBackground(command, log)));
  }

  /** As {@link start}, with the pid of an ended process; with another one when that is taken. */
  async startAs(pid: number, command: readonly string[], log: string): Promise<number> {
    const last = `echo ${pid - 1} >/proc/sys/kernel/ns_last_pid`;
    return Number(await this.#run(`${last}; ${this.#inBackground(command, log)}`));
  }

  async signal(pid: number, name: 'STOP' | 'CONT'): Promise<void> {
    await this.#run(`kill -${name} ${pid} 2>/dev/null`);
  }

  /** Ends a process. Resolves as {@link reap}. */
  async kill(pid: number): Promise<void> {
    await this.#run(`kill -KILL ${pid} 2>/dev/null; wait ${pid} 2>/dev/null`);
  }

  /** Resolves when a process has ended and its pid is free. */
  async reap(pid: number): Promise<void> {
    await this.#run(`wait ${pid} 2>/dev/null`);
  }

  /** /proc/PID/stat; empty when there is no such process. */
  readStat(pid: number): Promise<string> {
    return this.#run(`read -r stat 2>/dev/null </proc/${pid}/stat && echo "$stat"`);
  }

  /** Kills all processes that are left. */
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
