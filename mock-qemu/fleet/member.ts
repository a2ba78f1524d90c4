import type { ManualTime } from '../machine/manual-time.js';
import type { MockQemu } from '../mock-qemu.js';
import { FleetError } from './fleet-error.js';
import type { MachineSpec } from './machine-spec.js';
import { startMachine } from './start-machine.js';

/** One machine of a fleet, through all its lives. */
export class Member {
  readonly name: string;
  readonly #time: 'real' | ManualTime;
  readonly #onRemove: () => void;
  #spec: MachineSpec;
  #started: MockQemu | undefined;
  #ended = false;

  /** @param spec has an address for every listener */
  constructor(spec: MachineSpec, time: 'real' | ManualTime, onRemove: () => void) {
    this.name = spec.name;
    this.#spec = spec;
    this.#time = time;
    this.#onRemove = onRemove;
  }

  /**
   * Starts the machine, again if it has ended, and then where it was before.
   *
   * @throws {FleetError} ERR_FLEET_ACTION when it runs
   */
  async start(): Promise<void> {
    if (!this.mayStart) {
      throw new FleetError(
        'ERR_FLEET_ACTION',
        `the machine '${this.name}' runs already: kill or quit it before`,
      );
    }
    await this.#started?.close();
    this.#started = await startMachine(this.#spec, this.#time);
    this.#ended = false;
    // A port of the system's choice stays, or no client would find the machine's next life.
    this.#spec = { ...this.#spec, listen: this.#started.address };
  }

  get mayStart(): boolean {
    return this.#started === undefined || MAY_START.has(this.status);
  }

  /** In its present life, or the last one. */
  get qemu(): MockQemu {
    if (this.#started !== undefined) return this.#started;
    throw new FleetError('ERR_FLEET_NO_MACHINE', `the machine '${this.name}' has not been started`);
  }

  /** `ended` when the fleet has ended it or it has died of a command, else the run state. */
  get status(): string {
    return this.#ended || this.qemu.hasDied ? 'ended' : this.qemu.machine.status;
  }

  /** All its sockets vanish at once; it may be started again. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#started?.close();
  }

  async remove(): Promise<void> {
    this.#onRemove();
    await this.end();
  }
}

/** What a client's `quit` leaves behind is a machine in the state shutdown. */
const MAY_START: ReadonlySet<string> = new Set(['ended', 'shutdown']);
