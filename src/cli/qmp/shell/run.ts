import type { Introspection } from '../../../protocol/qapi/introspection.js';
import { nearestIntrospected, readIntrospection } from '../../../protocol/qapi/read-introspection.js';
import type { QmpClient } from '../../../protocol/qmp/qmp-client.js';
import { formatAddress } from '../../../protocol/transport/address.js';
import { asRecord, asString } from '../../../support/decode.js';
import { messageOf } from '../../../support/errors.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { type Context, EXIT } from '../../context.js';
import { openMonitor, type QmpOptions } from '../../open-monitor.js';
import { completeByAsking } from './completer.js';
import { encodeEvent, formatEvent } from './event-text.js';
import { History, historyFile } from './history.js';
import { goesOn, type InterpreterOptions, interpret } from './interpreter.js';
import type { LineInput } from './line-input.js';
import { openPipe } from './pipe-input.js';
import { openTerminal } from './terminal-input.js';

/**
 * Reads statements from standard input until it ends, and carries them out one after the other. On a terminal it prompts,
 * completes and remembers; from a pipe nothing but replies goes to standard output, and a failure makes the status 1.
 */
export async function qmpShell(address: string, options: QmpOptions, context: Context): Promise<number> {
  await using client = await openMonitor(address, options, context);
  const schema = await readIntrospection(nearestIntrospected(client.greeting.version));
  return await new Shell(client, schema, options, context).run();
}

/** Whoever has opened a shell may want to type, whether or not the guest can be named. */
const GREETING_MS = 1000;

class Shell {
  readonly #client: QmpClient;
  readonly #context: Context;
  readonly #input: LineInput;
  readonly #history: History | undefined;
  readonly #interpreter: InterpreterOptions;
  #areEventsShown: boolean;
  /** Lines of a statement that goes on. */
  #begun = '';
  /** Ends the waiting for a reply. */
  #waiting: AbortController | undefined;
  /** What the connection ended with, once it has. */
  #lost: Error | undefined;
  /** Whether QEMU has ended because it was told to, with nothing left to ask it. */
  #hasQuit = false;
  #failures = 0;

  constructor(client: QmpClient, schema: Introspection, { compact }: QmpOptions, context: Context) {
    this.#client = client;
    this.#context = context;
    const isTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env.TERM !== 'dumb';
    this.#history = isTerminal ? new History(historyFile()) : undefined;
    this.#input =
      this.#history === undefined ? openPipe(context.out) : this.#openTerminal(this.#history, schema);
    this.#areEventsShown = isTerminal;
    const showEvents = (areShown: boolean) => {
      this.#areEventsShown = areShown;
    };
    this.#interpreter = { client, schema, compact, out: context.out, showEvents };
  }

  async run(): Promise<number> {
    const { signal } = this.#context;
    const leave = () => this.#input.close();
    signal.addEventListener('abort', leave, { once: true });
    void this.#client.closed.then((error) => {
      this.#lost = error;
      leave();
    });
    void this.#tellEvents();
    try {
      await this.#greet();
      await this.#readLines();
    } finally {
      signal.removeEventListener('abort', leave);
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
          this.#waiting.abort(new Error('no longer waited for: QEMU may still carry it out'));
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
    const guest = name === undefined ? 'a guest without a name' : `guest '${terminalSafe(name)}'`;
    const where = formatAddress(this.#client.address);
    this.#context.out(
      `${where}: QEMU ${major}.${minor}.${micro}, ${guest}. Tab completes, .help helps, Ctrl+D leaves\n`,
    );
  }

  async #readLines(): Promise<void> {
    this.#input.prompt(false);
    for await (const line of this.#input.lines) {
      const statement = this.#begun === '' ? line : `${this.#begun}\n${line}`;
      const isMore = goesOn(statement);
      this.#begun = isMore ? statement : '';
      if (!isMore && (await this.#carryOut(statement)) === 'leave') return;
      if (this.#lost !== undefined || this.#context.signal.aborted) return;
      this.#input.prompt(isMore);
    }
    if (this.#begun !== '' && !this.#input.isTerminal) await this.#carryOut(this.#begun);
  }

  async #carryOut(statement: string): Promise<'goes-on' | 'leave'> {
    this.#input.remember(statement);
    const waiting = new AbortController();
    this.#waiting = waiting;
    try {
      const signal = AbortSignal.any([waiting.signal, this.#context.signal]);
      const outcome = await interpret(statement, this.#interpreter, signal);
      this.#hasQuit = outcome === 'quit';
      return outcome === 'leave' ? 'leave' : 'goes-on';
    } catch (error) {
      this.#failures++;
      // The end of the connection, and a signal, are told once, at the end.
      const hasEnded = this.#context.signal.aborted || error === (await this.#endOfConnection());
      if (hasEnded) this.#hasQuit = false;
      else this.#context.warn(messageOf(error));
      return hasEnded ? 'leave' : 'goes-on';
    } finally {
      this.#waiting = undefined;
    }
  }

  /** What has just ended the connection, if it has ended. */
  async #endOfConnection(): Promise<Error | undefined> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.#lost;
  }

  async #tellEvents(): Promise<void> {
    const events = this.#client.events();
    let dropped = 0;
    try {
      for await (const event of events) {
        if (!this.#areEventsShown) continue;
        if (events.dropped > dropped)
          this.#input.announce(`${events.dropped - dropped} events came too fast to be shown`);
        dropped = events.dropped;
        this.#input.announce(this.#input.isTerminal ? formatEvent(event) : encodeEvent(event));
      }
    } catch {
      // The end of the connection is told where it is noticed.
    }
  }
}
