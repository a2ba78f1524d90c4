import { createConnection, type Socket } from 'node:net';

/** A floor: a socket and JSON.parse of every line. It matches no reply with its request, and has no timeouts. */
export class BareMonitor {
  readonly #socket: Socket;
  #rest = '';
  #awaited = 0;
  #resolve: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1').on('data', (chunk: string) => this.#onData(chunk));
  }

  /** Connects, reads the greeting, and negotiates. */
  static async open(path: string): Promise<BareMonitor> {
    const monitor = new BareMonitor(createConnection(path));
    await monitor.ask('', 1);
    await monitor.ask('{"execute":"qmp_capabilities","id":1}\n', 1);
    return monitor;
  }

  /** Writes all requests at once, and resolves when that many lines have been read. */
  ask(requests: string, replies: number): Promise<void> {
    this.#awaited += replies;
    if (requests !== '') this.#socket.write(requests);
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #onData(chunk: string): void {
    const text = this.#rest + chunk;
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      JSON.parse(text.slice(start, end));
      this.#awaited--;
      start = end + 1;
    }
    this.#rest = text.slice(start);
    if (this.#awaited === 0) this.#resolve();
  }
}
