import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BalloonDriver, type MockQemu, startMockQemu } from '../../../mock-qemu/index.js';
import type { Random } from './random.js';
import type { Inhabited } from './torment.js';
import type { Life, Truth } from './truth.js';

const DRIVERS: readonly BalloonDriver[] = [
  'linux-6.1',
  'linux-6.12',
  'silent',
  'slow',
  'lying',
  'crashing',
  'none',
];

/** A socket, and the mock that listens there, one after another. */
export class MockPlace implements Inhabited {
  readonly path: string;
  readonly #directory: string;
  readonly #truth: Truth;
  readonly #random: Random;
  readonly #number: number;
  #mock: MockQemu | undefined;
  #life: Life | undefined;
  #guests = 0;

  constructor(directory: string, number: number, truth: Truth, random: Random) {
    this.path = join(directory, `m${number}`);
    this.#directory = directory;
    this.#number = number;
    this.#truth = truth;
    this.#random = random;
  }

  get mock(): MockQemu {
    if (this.#mock === undefined) throw new Error(`no guest lives at ${this.path}`);
    return this.#mock;
  }

  get life(): Life {
    if (this.#life === undefined) throw new Error(`no guest lives at ${this.path}`);
    return this.#life;
  }

  /** Starts a new guest, with the name of the one before. */
  async open(): Promise<void> {
    const serial = this.#number * 4096 + this.#guests++;
    const digits = serial.toString(16).padStart(12, '0');
    const memoryBytes = 2 ** 30 + serial * 4096;
    const driver = this.#random.pick(DRIVERS);
    this.#mock = await startMockQemu({
      listen: this.path,
      name: `guest${this.#number}`,
      uuid: `00000000-0000-4000-9000-${digits}`,
      memoryBytes,
      // Above the highest thread id of Linux, and unique.
      vcpus: [5_000_000 + 2 * serial, 5_000_001 + 2 * serial],
      disks: [{ id: `disk-${digits}`, device: `drive-${digits}` }],
      driver,
      callsKept: 10,
    });
    this.#life = this.#truth.announce({
      place: this.path.slice(this.#directory.length + 1),
      name: `guest${this.#number}`,
      uuid: `00000000-0000-4000-9000-${digits}`,
      socket: `unix:${this.path}`,
      memoryBytes,
      disks: [`drive-${digits}`],
      process: undefined,
      lies: driver === 'lying',
      // The load of the mock's `steady` guest: 50 reads of 16 KiB and 20 writes of 8 KiB.
      limits: { cores: 1, diskBytesPerSecond: 50 * 16384, diskOperationsPerSecond: 50 },
    });
    this.#truth.born(this.#life);
  }

  /** Ends the guest; {@link open} starts the next one. */
  async close(): Promise<void> {
    await this.#mock?.close();
    if (this.#life) this.#truth.died(this.#life);
    this.#mock = undefined;
    rmSync(this.path, { force: true });
  }
}
