import { connect, type Socket } from 'node:net';

/** Connects a client of bytes and lines, which shares no code with the QMP client under src/. */
export async function connectRaw(address: string): Promise<RawClient> {
  const [, port] = /^tcp:127\.0\.0\.1:(\d+)$/.exec(address) ?? [];
  const socket =
    port === undefined ? connect(address.replace(/^unix:/, '')) : connect(Number(port), '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return new RawClient(socket);
}

export class RawClient implements AsyncDisposable {
  /** Each chunk as it arrived, one character per byte. */
  readonly chunks: string[] = [];
  /** Everything that has not been taken yet, one character per byte. */
  text = '';
  ended = false;
  readonly #socket: Socket;
  readonly #waiting = new Set<() => void>();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.chunks.push(chunk);
      this.text += chunk;
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.ended = true;
      this.#wake();
    });
  }

  write(data: string): void {
    this.#socket.write(Buffer.from(data, 'latin1'));
  }

  /** Takes the text once `isComplete` accepts it; rejects with the text so far when that never happens. */
  async take(isComplete: (text: string) => boolean, timeoutMs = 5000): Promise<string> {
    const deadline = performance.now() + timeoutMs;
    while (!isComplete(this.text)) {
      if (this.ended || performance.now() > deadline) {
        throw new Error(
          `${this.ended ? 'ended' : 'timed out'} with ${JSON.stringify(this.text.slice(0, 500))}`,
        );
      }
      await this.#news(Math.max(1, deadline - performance.now()));
    }
    const taken = this.text;
    this.text = '';
    return taken;
  }

  /** Takes this many lines; there must not be more. */
  async lines(count: number): Promise<string[]> {
    const text = await this.take((soFar) => soFar.endsWith('\n') && soFar.split('\n').length > count);
    return text.split(/(?<=\n)/);
  }

  /** Sends one request and takes the one line that answers it. */
  async ask(request: unknown): Promise<string> {
    this.write(JSON.stringify(request));
    const [line = ''] = await this.lines(1);
    return line.trimEnd();
  }

  /** Reads the greeting and negotiates. */
  async negotiate(): Promise<void> {
    await this.lines(1);
    await this.ask({ execute: 'qmp_capabilities' });
  }

  /** Waits, and returns what arrived meanwhile without taking it. */
  async after(ms: number): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return this.text;
  }

  async end(timeoutMs = 5000): Promise<string> {
    const deadline = performance.now() + timeoutMs;
    while (!this.ended && performance.now() < deadline) await this.#news(deadline - performance.now());
    if (!this.ended) throw new Error(`still open after ${timeoutMs} ms`);
    return this.text;
  }

  async close(): Promise<void> {
    this.#socket.destroy();
    if (!this.ended) await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #news(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, timeoutMs);
      const waiting = this.#waiting;
      waiting.add(done);
      function done() {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
