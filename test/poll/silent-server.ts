import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.js';

/** Accepts connections and never sends anything, as a QEMU whose main loop hangs; counts the connections. */
export class SilentServer {
  readonly address: string;
  /** The most connections that were open at a time. */
  most = 0;
  /** All connections so far. */
  total = 0;
  readonly #open: Set<Socket>;

  private constructor(address: string, open: Set<Socket>) {
    this.address = address;
    this.#open = open;
  }

  static async listen(kind: 'unix' | 'tcp'): Promise<SilentServer> {
    const open = new Set<Socket>();
    const path = kind === 'unix' ? `${await temporaryDirectory()}/s` : undefined;
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => {
      if (path === undefined) server.listen(0, '127.0.0.1', resolve);
      else server.listen(path, resolve);
    });
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : undefined;
    const silent = new SilentServer(path === undefined ? `tcp:127.0.0.1:${port}` : `unix:${path}`, open);
    server.on('connection', (socket) => silent.#take(socket));
    onTestFinished(async () => {
      silent.dropAll();
      await new Promise((resolve) => server.close(resolve));
    });
    return silent;
  }

  /** The connections that are open now; one that its client has closed still counts, because nothing is read from it. */
  get open(): number {
    return this.#open.size;
  }

  /** Closes every connection, as a QEMU that resumes and finds its clients gone. */
  dropAll(): void {
    for (const socket of this.#open) socket.destroy();
    // The next connection may come before their event.
    this.#open.clear();
  }

  #take(socket: Socket): void {
    this.total++;
    this.#open.add(socket.on('error', () => undefined).on('close', () => this.#open.delete(socket)));
    this.most = Math.max(this.most, this.#open.size);
  }
}
