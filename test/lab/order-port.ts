import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { inTurn } from './in-turn.js';

/** Begins the line that ends an answer; no ordinary command prints it. */
const MARK = '\x1e';

export interface OrderResult {
  readonly status: number;
  /** Standard output and standard error, in the order of writing. */
  readonly output: string;
}

/**
 * The guest's second serial port, where its init runs one shell command at a time.
 *
 * An order is a line `ID BASE64`; its answer is the output and then a line of \x1e, ID and exit status. The id separates
 * the late answer to an order that timed out from the answer to the present one.
 */
export class OrderPort {
  readonly #path: string;
  readonly #inTurn = inTurn();
  readonly #gone = new AbortController();
  #socket: Socket | undefined;
  #received = '';
  #lastId = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Runs a shell command, or a script of several lines, in the guest.
   *
   * @throws {Error} when the guest does not finish within `timeoutMs`; the command then goes on, and the next order
   * waits for it
   */
  run(command: string, timeoutMs: number): Promise<OrderResult> {
    return this.#inTurn(() => this.#exchange(command, timeoutMs));
  }

  close(): void {
    this.#socket?.destroy();
  }

  async #exchange(command: string, timeoutMs: number): Promise<OrderResult> {
    const socket = await this.#connected();
    const id = ++this.#lastId;
    // A timer of its own: AbortSignal.timeout() below AbortSignal.any() may be collected as garbage before it fires.
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), timeoutMs);
    const signal = AbortSignal.any([ending.signal, this.#gone.signal]);
    try {
      return await this.#answerTo(id, command, { socket, signal, timeoutMs });
    } finally {
      clearTimeout(timer);
    }
  }

  async #answerTo(
    id: number,
    command: string,
    {
      socket,
      signal,
      timeoutMs,
    }: { readonly socket: Socket; readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<OrderResult> {
    socket.write(`${id} ${Buffer.from(command).toString('base64')}\n`);
    for (;;) {
      const result = this.#takeAnswer(id);
      if (result !== undefined) return result;
      try {
        await once(socket, 'data', { signal });
      } catch (cause) {
        const reason = this.#gone.signal.aborted ? 'lost its port' : `did not finish within ${timeoutMs} ms`;
        throw new Error(`the guest's command ${command} ${reason}; it printed: ${this.#received}`, { cause });
      }
    }
  }

  #takeAnswer(id: number): OrderResult | undefined {
    const mark = `${MARK}${id} `;
    const start = this.#received.indexOf(mark);
    const end = this.#received.indexOf('\n', start);
    if (start === -1 || end === -1) return undefined;
    const status = Number(this.#received.slice(start + mark.length, end));
    const output = this.#received.slice(0, start);
    this.#received = this.#received.slice(end + 1);
    return { status, output: output.slice(endOfEarlierAnswers(output)) };
  }

  async #connected(): Promise<Socket> {
    if (this.#socket !== undefined) return this.#socket;
    const socket = connect(this.#path).setEncoding('utf8');
    await once(socket, 'connect');
    socket.on('data', (text: string) => {
      this.#received += text;
    });
    // An error is followed by the close, which ends the wait for an answer that can no longer come.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#gone.abort());
    this.#socket = socket;
    return socket;
  }
}

/** The late answer to an order that timed out precedes the answer to its successor. */
function endOfEarlierAnswers(output: string): number {
  const mark = output.lastIndexOf(MARK);
  return mark === -1 ? 0 : output.indexOf('\n', mark) + 1;
}
