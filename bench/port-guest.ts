import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer that takes longer counts as none. */
const MAX_ANSWER_MS = 5000;

/** What a program writes to its port, again and again. */
export interface Flood {
  readonly chunk: Buffer;
  /** `undefined`: as fast as the port takes it. */
  readonly chunksPerSecond?: number | undefined;
  /** (default: until the time is over) */
  readonly chunks?: number | undefined;
}

/** A program with its port: a socket, as that of a chardev, on which the host is the only client. */
export class PortGuest {
  #socket: Socket | undefined;
  #rest = '';
  #onLine: (line: string) => void = () => undefined;
  #asked = 0;

  /** Listens at a path. */
  static async listen(path: string): Promise<PortGuest> {
    const guest = new PortGuest();
    const server = createServer((socket) => guest.#serve(socket));
    await once(server.listen(path), 'listening');
    return guest;
  }

  /** Asks for a statistic; resolves to the milliseconds until the last line of the answer, or to infinity without one. */
  async ask(stat: string): Promise<number> {
    const id = `a${this.#asked++}`;
    const beganMs = performance.now();
    const timeout = new AbortController();
    const answered = new Promise<number>((resolve) => {
      let left: number | undefined;
      this.#onLine = (line) => {
        if (left === undefined) left = linesOf(line, id);
        else left -= 1;
        if (left === 0) resolve(performance.now() - beganMs);
      };
    });
    this.#socket?.write(`\n${id} guestlib.stat.get text ${stat}\n`);
    const over = sleep(MAX_ANSWER_MS, Number.POSITIVE_INFINITY, { signal: timeout.signal });
    over.catch(() => undefined);
    const ms = await Promise.race([answered, over]);
    timeout.abort();
    return ms;
  }

  /** Floods the port for some seconds; resolves to the bytes that it has taken. */
  async flood({ chunk, chunksPerSecond, chunks = Number.POSITIVE_INFINITY }: Flood, seconds: number) {
    const beganMs = performance.now();
    const elapsed = () => (performance.now() - beganMs) / 1000;
    let written = 0;
    while (elapsed() < seconds) {
      const due = Math.min(chunks, chunksPerSecond === undefined ? chunks : elapsed() * chunksPerSecond);
      if (written >= due || this.#socket === undefined) await sleep(1);
      else {
        written++;
        if (!this.#socket.write(chunk)) await this.#drained();
      }
    }
    return written * chunk.length;
  }

  async #drained(): Promise<void> {
    const socket = this.#socket;
    const over = new AbortController();
    if (socket === undefined) return;
    const events = ['drain', 'close'].map((event) => once(socket, event, { signal: over.signal }));
    await Promise.race(events).catch(() => undefined);
    over.abort();
    await Promise.allSettled(events);
  }

  #serve(socket: Socket): void {
    this.#socket = socket;
    this.#rest = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      const [rest = '', ...lines] = `${this.#rest}${chunk}`.split('\n').reverse();
      this.#rest = rest;
      for (const line of lines.reverse()) this.#onLine(line);
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
    });
  }
}

/** How many lines of a done answer follow; `undefined` when the line is not its first. */
function linesOf(line: string, id: string): number | undefined {
  const [first, status, lines] = line.split(' ');
  return first === id && status === '0' ? Number(lines) : undefined;
}
