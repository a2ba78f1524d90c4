import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.js';

/** Takes connections and never says a word, as a QEMU whose main loop hangs; a test counts who is there. */
export class SilentServer {
  readonly address: string;
  /** The most that were open at a time. */
  most = 0;
  /** All that ever came. */
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

  /** Now; one that its client has closed stays, as nobody reads that it has. */
  get open(): number {
    return this.#open.size;
  }

  /** Ends every connection, as a QEMU that goes on and finds its clients gone. */
  dropAll(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #take(socket: Socket): void {
    this.total++;
    this.#open.add(socket.on('error', () => undefined).on('close', () => this.#open.delete(socket)));
    this.most = Math.max(this.most, this.#open.size);
  }
}
