import type { ManualTime } from '../machine/manual-time.js';
import type { MockQemu } from '../mock-qemu.js';
import { FleetError } from './fleet-error.js';
import type { MachineSpec } from './machine-spec.js';
import { startMachine } from './start-machine.js';

/** One machine of a fleet, which may end and be started again. */
export class Member {
  readonly name: string;
  readonly #time: 'real' | ManualTime;
  readonly #onRemove: () => void;
  #spec: MachineSpec;
  #started: MockQemu | undefined;
  #ended = false;

  /** @param spec with an address for every listener */
  constructor(spec: MachineSpec, time: 'real' | ManualTime, onRemove: () => void) {
    this.name = spec.name;
    this.#spec = spec;
    this.#time = time;
    this.#onRemove = onRemove;
  }

  /**
   * Starts the machine. One that has ended is started again at the same addresses.
   *
   * @throws {FleetError} ERR_FLEET_ACTION when it is already running
   */
  async start(): Promise<void> {
    if (!this.mayStart) {
      throw new FleetError(
        'ERR_FLEET_ACTION',
        `the machine '${this.name}' is already running: kill or quit it first`,
      );
    }
    await this.#started?.close();
    this.#started = await startMachine(this.#spec, this.#time);
    this.#ended = false;
    // A port that the system chose is kept, so that clients find the machine again after a restart.
    if (this.#spec.connect === undefined) this.#spec = { ...this.#spec, listen: this.#started.address };
  }

  get mayStart(): boolean {
    return this.#started === undefined || MAY_START.has(this.status);
  }

  /** The running mock, or the last one that ran. */
  get qemu(): MockQemu {
    if (this.#started !== undefined) return this.#started;
    throw new FleetError('ERR_FLEET_NO_MACHINE', `the machine '${this.name}' has not been started`);
  }

  /** `ended` when the fleet has ended it or a command has killed it, else the run state. */
  get status(): string {
    return this.#ended || this.qemu.hasDied ? 'ended' : this.qemu.machine.status;
  }

  /** Closes all its sockets at once. It may be started again. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#started?.close();
  }

  async remove(): Promise<void> {
    this.#onRemove();
    await this.end();
  }
}

/** A machine that a client has ended with `quit` is in the state shutdown. */
const MAY_START: ReadonlySet<string> = new Set(['ended', 'shutdown']);
