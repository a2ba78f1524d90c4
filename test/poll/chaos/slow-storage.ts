import { existsSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PidSpace } from './pid-space.js';

const DELAY_MS = 200;
const START_MS = 60_000;

/** A disk on a slow server: nbdkit with its delay filter. It does not answer at all while it is stopped. */
export class SlowStorage {
  /** The argument of `-blockdev`. */
  readonly blockdev: Readonly<Record<string, unknown>>;
  readonly #space: PidSpace;
  readonly #pid: number;

  private constructor(space: PidSpace, pid: number, path: string) {
    this.#space = space;
    this.#pid = pid;
    this.blockdev = { driver: 'nbd', server: { type: 'unix', path } };
  }

  static async start(space: PidSpace, path: string): Promise<SlowStorage> {
    rmSync(path, { force: true });
    const delays = [`delay-read=${DELAY_MS}ms`, `delay-write=${DELAY_MS}ms`];
    const server = ['nbdkit', '--foreground', '--unix', path, '--filter=delay', 'memory', '64M', ...delays];
    const pid = await space.start(server);
    const deadline = Date.now() + START_MS;
    while (!existsSync(path)) {
      if (Date.now() > deadline) throw new Error(`nbdkit did not listen at ${path} within ${START_MS} ms`);
      await sleep(10);
    }
    return new SlowStorage(space, pid, path);
  }

  stop(): Promise<void> {
    return this.#space.signal(this.#pid, 'STOP');
  }

  goOn(): Promise<void> {
    return this.#space.signal(this.#pid, 'CONT');
  }

  async close(): Promise<void> {
    await this.#space.kill(this.#pid);
  }
}
