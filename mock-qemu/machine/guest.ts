import type { BalloonOptions } from './balloon-options.js';
import type { GuestDriver, GuestReport } from './drivers/guest-driver.js';
import { loadDriver } from './drivers/load-driver.js';
import { GuestMemory } from './guest-memory.js';
import { PageMover } from './page-mover.js';
import type { VirtualClock } from './virtual-clock.js';

/** The balloon device as the guest sees it. */
export interface BalloonDevice {
  readonly memoryBytes: number;
  readonly clock: VirtualClock;
  readonly targetInflatedBytes: () => number;
  readonly takeReport: (report: GuestReport) => void;
  readonly takeInflated: (inflatedBytes: number) => void;
  readonly onUp: () => void;
}

/** The system that runs in the machine, from one boot to the next: its memory and its balloon driver. */
export class Guest {
  readonly #options: BalloonOptions;
  readonly #device: BalloonDevice;
  readonly #memory: GuestMemory;
  readonly #pages: PageMover;
  readonly #cancels = new Set<() => void>();
  #driver: GuestDriver | undefined;
  #isUp = false;
  #isOver = false;

  /** @param bootedAtMs when it booted, on its own clock */
  constructor(options: BalloonOptions, device: BalloonDevice, bootedAtMs: number) {
    const { memoryBytes, clock } = device;
    const { seed = 1, guest = {}, deflateOnOom = false } = options;
    const { memory: load = 'steady' } = guest;
    this.#options = options;
    this.#device = device;
    this.#memory = new GuestMemory({ memoryBytes, seed, load, deflateOnOom }, clock, bootedAtMs);
    this.#pages = new PageMover({
      clock,
      memory: this.#memory,
      bytesPerSecond: options.inflateBytesPerSecond ?? 1024 ** 3,
      targetBytes: device.targetInflatedBytes,
      onMove: () => device.takeInflated(this.#memory.inflatedBytes),
    });
    if (load === 'leaking') this.#watchMemory();
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Loads the driver after the machine has run for a while. */
  boot(): void {
    this.#after(BOOT_MS, () => this.loadDriver());
  }

  /** After a migration: QEMU finds the loaded driver once the guest's clock runs. */
  arrive(): void {
    this.#after(0, () => this.loadDriver());
  }

  /** The driver posts a first report without a request, and then reads the target size. */
  loadDriver(): void {
    const { slowMs = 3000, crashAfter = 3, driver = 'linux-6.1' } = this.#options;
    const { clock } = this.#device;
    this.#driver = loadDriver(driver, { memory: this.#memory, clock, slowMs, crashAfter });
    this.#isUp = true;
    this.#device.onUp();
    this.report();
    this.followTarget();
  }

  report(): void {
    this.#driver?.report((report) => {
      if (!this.#isOver) this.#device.takeReport(report);
      if (!this.#canMove()) this.#pages.stop();
    });
  }

  followTarget(): void {
    if (this.#canMove()) this.#pages.wake();
  }

  /** A program runs out of memory: Linux takes some back from the balloon if it may, else kills the program. */
  runOut(): void {
    if (!this.#takeBack()) this.#memory.kill();
  }

  /** The machine was reset. */
  end(): void {
    this.#isOver = true;
    this.#pages.stop();
    for (const cancel of this.#cancels) cancel();
  }

  #takeBack(): boolean {
    return this.#options.deflateOnOom === true && this.#canMove() && this.#pages.giveBack();
  }

  #canMove(): boolean {
    return this.#driver?.isAlive === true;
  }

  #watchMemory(): void {
    this.#after(WATCH_MS, () => {
      let hasHelped = true;
      while (hasHelped && this.#memory.isShort) hasHelped = this.#takeBack();
      if (!hasHelped) this.#memory.kill();
      this.#watchMemory();
    });
  }

  #after(ms: number, action: () => void): void {
    const cancel = this.#device.clock.after(ms, () => {
      this.#cancels.delete(cancel);
      action();
    });
    this.#cancels.add(cancel);
  }
}

const BOOT_MS = 1000;
const WATCH_MS = 1000;
