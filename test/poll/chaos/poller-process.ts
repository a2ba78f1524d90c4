import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PollOptions } from '../../../src/poll/poll-options.js';
import type { Sweep } from './check-sweep.js';

/** What the poller's process holds open, after garbage collection. */
export interface Level {
  /** The targets of its descriptors. */
  readonly descriptors: readonly string[];
  /** process.getActiveResourcesInfo() */
  readonly resources: readonly string[];
  readonly listeners: readonly (readonly [string, number])[];
  readonly heapBytes: number;
}

interface Message {
  readonly sweep?: Sweep;
  readonly level?: Level;
}

const PROGRAM = join(import.meta.dirname, 'poller-child.js');

/** The built poller in a process of its own: nothing of the test is in its event loop or on its heap. */
export class PollerProcess {
  /** Measured before the first sweep. */
  readonly level: Promise<Level>;
  readonly #server: Server;
  readonly #socket: Socket;
  readonly #ended: Promise<unknown>;
  readonly #levels: ((level: Level) => void)[] = [];

  private constructor(server: Server, socket: Socket, onSweep: (sweep: Sweep) => void) {
    this.#server = server;
    this.#socket = socket;
    this.level = this.#nextLevel();
    this.#ended = once(socket, 'close');
    createInterface({ input: socket }).on('line', (line) => {
      const { sweep, level }: Message = JSON.parse(line);
      if (sweep) onSweep(sweep);
      if (level) this.#levels.shift()?.(level);
    });
  }

  /** @param launch starts a program with its arguments, and ends it with the test at the latest */
  static async start(
    directory: string,
    launch: (command: readonly string[]) => void,
    options: Omit<PollOptions, 'signal'>,
    onSweep: (sweep: Sweep) => void,
  ): Promise<PollerProcess> {
    const server = createServer();
    const path = join(directory, 'poller');
    await new Promise<void>((resolve) => server.listen(path, resolve));
    launch([process.execPath, '--expose-gc', PROGRAM, path, JSON.stringify(options)]);
    const [socket]: Socket[] = await once(server, 'connection');
    if (socket === undefined) throw new Error('the poller did not connect');
    return new PollerProcess(server, socket, onSweep);
  }

  /** Measures what it holds now, between two sweeps or during one. */
  measure(): Promise<Level> {
    const level = this.#nextLevel();
    this.#socket.write('level\n');
    return level;
  }

  /** Ends the polling with its signal. Resolves to what is left open. */
  async end(): Promise<Level> {
    const level = this.#nextLevel();
    this.#socket.write('end\n');
    const left = await level;
    await this.#ended;
    this.#server.close();
    return left;
  }

  #nextLevel(): Promise<Level> {
    return new Promise((resolve) => this.#levels.push(resolve));
  }
}
