import type { Introspection } from '../../../protocol/qapi/introspection.js';
import { nearestIntrospected, readIntrospection } from '../../../protocol/qapi/read-introspection.js';
import type { QmpClient } from '../../../protocol/qmp/qmp-client.js';
import { formatAddress } from '../../../protocol/transport/address.js';
import { asRecord, asString } from '../../../support/decode.js';
import { messageOf } from '../../../support/errors.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { openMonitor } from '../../open-monitor.js';
import type { QmpOptions } from '../command.js';
import { completeByAsking } from './completer.js';
import { encodeEvent, formatEvent } from './event-text.js';
import { History, historyFile } from './history.js';
import { continues, type InterpreterOptions, interpret } from './interpreter.js';
import type { LineInput } from './line-input.js';
import { openPipe } from './pipe-input.js';
import { openTerminal } from './terminal-input.js';

/**
 * Reads statements from standard input until it ends, and executes them in order. On a terminal it prompts, completes and
 * keeps a history; from a pipe only replies go to standard output, and a failure makes the status 1.
 */
export async function qmpShell(address: string, options: QmpOptions, context: Context): Promise<number> {
  await using client = await openMonitor(address, options, context);
  const schema = await readIntrospection(nearestIntrospected(client.greeting.version));
  return await new Shell(client, schema, options, context).run();
}

/** The prompt waits no longer than this for the name of the guest. */
const GREETING_MS = 1000;

class Shell {
  readonly #client: QmpClient;
  readonly #context: Context;
  readonly #input: LineInput;
  readonly #history: History | undefined;
  readonly #interpreter: InterpreterOptions;
  #printsEvents: boolean;
  /** The lines so far of a statement that continues. */
  #begun = '';
  /** Cancels the wait for a reply. */
  #waiting: AbortController | undefined;
  /** What the connection ended with, once it has. */
  #lost: Error | undefined;
  /** Whether the last statement was `quit`, after which the end of the connection is not an error. */
  #hasQuit = false;
  #failures = 0;

  constructor(client: QmpClient, schema: Introspection, { compact }: QmpOptions, context: Context) {
    this.#client = client;
    this.#context = context;
    const isTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env.TERM !== 'dumb';
    this.#history = isTerminal ? new History(historyFile()) : undefined;
    this.#input =
      this.#history === undefined ? openPipe(context.out) : this.#openTerminal(this.#history, schema);
    this.#printsEvents = isTerminal;
    const printEvents = (isOn: boolean) => {
      this.#printsEvents = isOn;
    };
    this.#interpreter = { client, schema, compact, out: context.out, printEvents };
  }

  async run(): Promise<number> {
    const { signal } = this.#context;
    const exit = () => this.#input.close();
    signal.addEventListener('abort', exit, { once: true });
    void this.#client.closed.then((error) => {
      this.#lost = error;
      exit();
    });
    void this.#printEvents();
    try {
      await this.#greet();
      await this.#readLines();
    } finally {
      signal.removeEventListener('abort', exit);
      this.#input.close();
      this.#history?.close();
    }
    signal.throwIfAborted();
    return this.#finish();
  }

  #finish(): number {
    if (this.#lost !== undefined && !this.#hasQuit) {
      this.#context.warn(messageOf(this.#lost));
      return EXIT.failed;
    }
    return this.#failures > 0 && !this.#input.isTerminal ? EXIT.failed : EXIT.ok;
  }

  #openTerminal(history: History, schema: Introspection): LineInput {
    return openTerminal({
      history,
      complete: (line) => completeByAsking(this.#client, schema, line),
      onInterrupt: () => {
        if (this.#waiting !== undefined) {
          this.#waiting.abort(new Error('stopped waiting: QEMU may still execute the command'));
          return;
        }
        this.#begun = '';
        this.#input.prompt(false);
      },
    });
  }

  async #greet(): Promise<void> {
    if (!this.#input.isTerminal) return;
    const { major, minor, micro } = this.#client.greeting.version;
    const limits = { signal: this.#context.signal, timeoutMs: GREETING_MS };
    const reply: unknown = await this.#client.execute('query-name', undefined, limits).catch(() => undefined);
    const name = asString(asRecord(reply)?.name);
    const guest = name === undefined ? 'unnamed guest' : `guest '${terminalSafe(name)}'`;
    const where = formatAddress(this.#client.address);
    this.#context.out(
      `${where}: QEMU ${major}.${minor}.${micro}, ${guest}. Tab completes, .help prints help, Ctrl+D exits\n`,
    );
  }

  async #readLines(): Promise<void> {
    this.#input.prompt(false);
    for await (const line of this.#input.lines) {
      const statement = this.#begun === '' ? line : `${this.#begun}\n${line}`;
      const isMore = continues(statement);
      this.#begun = isMore ? statement : '';
      if (!isMore && (await this.#execute(statement)) === 'exit') return;
      if (this.#lost !== undefined || this.#context.signal.aborted) return;
      this.#input.prompt(isMore);
    }
    if (this.#begun !== '' && !this.#input.isTerminal) await this.#execute(this.#begun);
  }

  async #execute(statement: string): Promise<'continue' | 'exit'> {
    this.#input.remember(statement);
    const waiting = new AbortController();
    this.#waiting = waiting;
    try {
      const signal = AbortSignal.any([waiting.signal, this.#context.signal]);
      const outcome = await interpret(statement, this.#interpreter, signal);
      this.#hasQuit = outcome === 'quit';
      return outcome === 'exit' ? 'exit' : 'continue';
    } catch (error) {
      this.#failures++;
      // The end of the connection and a signal are reported once, at the end.
      const hasEnded = this.#context.signal.aborted || error === (await this.#endOfConnection());
      if (hasEnded) this.#hasQuit = false;
      else this.#context.warn(messageOf(error));
      return hasEnded ? 'exit' : 'continue';
    } finally {
      this.#waiting = undefined;
    }
  }

  /** What ended the connection, also if it ended with the reply that has just failed. */
  async #endOfConnection(): Promise<Error | undefined> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.#lost;
  }

  async #printEvents(): Promise<void> {
    const events = this.#client.events();
    let dropped = 0;
    try {
      for await (const event of events) {
        if (!this.#printsEvents) continue;
        if (events.dropped > dropped)
          this.#input.print(`${events.dropped - dropped} events came too fast to be printed`);
        dropped = events.dropped;
        this.#input.print(this.#input.isTerminal ? formatEvent(event) : encodeEvent(event));
      }
    } catch {
      // The end of the connection is reported by run().
    }
  }
}
