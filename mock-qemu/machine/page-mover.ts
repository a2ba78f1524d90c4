import type { GuestMemory } from './guest-memory.js';
import type { VirtualClock } from './virtual-clock.js';

export interface PageMoverOptions {
  readonly clock: VirtualClock;
  readonly memory: GuestMemory;
  readonly bytesPerSecond: number;
  /** The size of the balloon that QEMU requests. */
  readonly targetBytes: () => number;
  /** Called when pages have moved. */
  readonly onMove: () => void;
}

/** Moves the guest's pages into the balloon and out of it as Linux does, in steps of 1 MiB. */
export class PageMover {
  readonly #options: PageMoverOptions;
  #cancel: (() => void) | undefined;

  constructor(options: PageMoverOptions) {
    this.#options = options;
  }

  /** Starts to move towards the target, which may change meanwhile. No effect while it is moving. */
  wake(): void {
    if (this.#cancel === undefined) this.#stepAfter(this.#stepMs());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Takes one step out of the balloon at once; returns false when the balloon is empty. */
  giveBack(): boolean {
    const bytes = Math.min(STEP_BYTES, this.#options.memory.inflatedBytes);
    this.#move(-bytes);
    return bytes > 0;
  }

  #stepAfter(ms: number): void {
    this.#cancel = this.#options.clock.after(ms, () => {
      this.#cancel = undefined;
      this.#step();
    });
  }

  #step(): void {
    const { memory, targetBytes } = this.#options;
    const missing = targetBytes() - memory.inflatedBytes;
    if (missing === 0) return;
    const wanted = Math.max(-STEP_BYTES, Math.min(STEP_BYTES, missing));
    const moved = Math.min(wanted, memory.inflatableBytes);
    this.#move(moved);
    if (moved !== missing) this.#stepAfter(moved < wanted ? OUT_OF_MEMORY_MS : this.#stepMs());
  }

  #move(bytes: number): void {
    if (bytes === 0) return;
    this.#options.memory.inflate(bytes);
    this.#options.onMove();
  }

  #stepMs(): number {
    return (STEP_BYTES / this.#options.bytesPerSecond) * 1000;
  }
}

/** The driver hands over 256 pages at a time. */
const STEP_BYTES = 1024 * 1024;

/** How long Linux waits when it has found no free page. */
const OUT_OF_MEMORY_MS = 200;
