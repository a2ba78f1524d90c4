import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { type ActionOptions, type Actions, startingActions } from './actions.js';
import type { VirtualClock } from './virtual-clock.js';

/** A state of QEMU's RunState. A test may use any other word too. */
export type RunState = 'running' | 'paused' | 'prelaunch' | 'shutdown' | 'io-error' | (string & {});

/** The words of RunState, from QEMU 5.2 to 11.1. */
export const RUN_STATES: readonly RunState[] = [
  ...[
    'debug',
    'inmigrate',
    'internal-error',
    'io-error',
    'paused',
    'postmigrate',
    'prelaunch',
    'finish-migrate',
  ],
  ...['restore-vm', 'running', 'save-vm', 'shutdown', 'suspended', 'watchdog', 'guest-panicked', 'colo'],
];

/** Called with each event of the machine. */
export type EventListener = (event: string, data?: JsonObject) => void;

export interface RunStateOptions extends ActionOptions {
  readonly version: QemuVersion;
  readonly clock: VirtualClock;
  readonly notify: EventListener;
  /** The guest time from pressing the power button to the shutdown; `never` when the guest ignores the button. */
  readonly powerdownMs: number | 'never';
}

/** The run state of a machine, and everything that changes it: commands, the guest and the hardware. */
export abstract class RunStates {
  readonly version: QemuVersion;
  readonly clock: VirtualClock;
  readonly notify: EventListener;
  /** The actions on reset, shutdown, panic and an expired watchdog, which `set-action` changes. */
  actions: Actions;
  /** Called once when QEMU exits by itself, after the current reply. */
  onEnd: () => void = () => undefined;
  /** Called when QEMU dies during a command, without a reply or an event. */
  onAbort: () => void = () => undefined;
  readonly #powerdownMs: number | 'never';
  #status: RunState = 'prelaunch';
  #stoppedAsleep = false;
  #cancelPowerdown: () => void = () => undefined;

  constructor(options: RunStateOptions) {
    this.version = options.version;
    this.clock = options.clock;
    this.notify = options.notify;
    this.actions = startingActions(options);
    this.#powerdownMs = options.powerdownMs;
  }

  get status(): RunState {
    return this.#status;
  }

  /** The only place where the state changes, and the guest's clock with it. Sends no event; see {@link stop}. */
  setStatus(status: RunState): void {
    this.#status = status;
    if (status === 'running') this.clock.start();
    else this.clock.stop();
  }

  /** Resets the hardware. */
  protected abstract resetDevices(): void;

  /** Clears the errors that `cont` clears. */
  protected abstract clearErrors(): void;

  stop(): void {
    const asleep = this.#status === 'suspended' && isAtLeast(this.version, '9.0');
    if (this.#status !== 'running' && !asleep) return;
    this.#stoppedAsleep = asleep;
    this.setStatus('paused');
    this.notify('STOP');
  }

  /** @throws {QmpError} after a shutdown, until a reset */
  cont(): void {
    if (this.#status === 'running' || this.#status === 'suspended') return;
    if (NEEDS_RESET.has(this.#status)) throw new QmpError('Resetting the Virtual Machine is required');
    this.clearErrors();
    this.setStatus(this.#stoppedAsleep ? 'suspended' : 'running');
    this.#stoppedAsleep = false;
    this.notify('RESUME');
  }

  /** A machine that is not running changes to prelaunch. */
  reset(): void {
    this.#reset(false, 'host-qmp-system-reset');
  }

  /** The session that runs the command ends QEMU after its reply. */
  quit(): void {
    this.setStatus('shutdown');
    this.notify('SHUTDOWN', { guest: false, reason: 'host-qmp-quit' });
  }

  /** Presses the power button. */
  powerDown(): void {
    this.notify('POWERDOWN');
    if (this.#powerdownMs === 'never') return;
    this.#cancelPowerdown();
    this.#cancelPowerdown = this.clock.after(this.#powerdownMs, () => this.shutDown());
  }

  /** @throws {QmpError} when the guest is not suspended */
  wakeUp(): void {
    if (this.#status !== 'suspended') {
      throw new QmpError('Unable to wake up: guest is not in suspended state');
    }
    this.setStatus('running');
    this.notify('WAKEUP');
  }

  /** The guest suspends (S3). As with every action of the guest, nothing happens unless it is running. */
  suspend(): void {
    if (this.#status !== 'running') return;
    this.setStatus('suspended');
    this.notify('SUSPEND');
  }

  /** The guest shuts down. */
  shutDown(): void {
    if (this.#status === 'running') this.#shutDown(true, 'guest-shutdown');
  }

  /** The guest resets itself. */
  guestReset(): void {
    if (this.#status === 'running') this.#reset(true, 'guest-reset');
  }

  /** The guest's kernel reports through pvpanic that it has crashed. */
  panic(): void {
    if (this.#status !== 'running') return;
    const { panic, shutdown } = this.actions;
    const pauses = panic === 'pause' || (panic === 'shutdown' && shutdown === 'pause');
    const ends = !pauses && panic !== 'none';
    // Up to 5.2 QEMU reports both when it exits.
    if (pauses || (ends && !isAtLeast(this.version, '6.0'))) this.#notePanic('pause');
    if (pauses) this.halt('guest-panicked');
    else this.#notePanic(ends ? 'poweroff' : 'run');
    if (ends) this.#shutDown(true, 'guest-panic');
  }

  /** The guest lets its watchdog expire. */
  expireWatchdog(): void {
    if (this.#status !== 'running') return;
    const action = this.actions.watchdog;
    this.notify('WATCHDOG', { action });
    if (action === 'reset') this.guestReset();
    else if (action === 'shutdown') this.powerDown();
    else if (action === 'pause') this.halt('watchdog');
    else if (action === 'poweroff') this.#end();
  }

  /** Stops a running machine with a state other than paused. Of one that is not running, only the state changes. */
  halt(status: RunState): void {
    const wasRunning = this.#status === 'running';
    this.setStatus(status);
    if (wasRunning) this.notify('STOP');
  }

  #reset(guest: boolean, reason: string): void {
    if (this.actions.reboot === 'shutdown') {
      this.#shutDown(guest, reason);
      return;
    }
    this.#cancelPowerdown();
    this.#stoppedAsleep = false;
    if (this.#status !== 'running') this.setStatus('prelaunch');
    this.notify('RESET', { guest, reason });
    this.resetDevices();
  }

  #notePanic(action: 'pause' | 'poweroff' | 'run'): void {
    this.notify('GUEST_PANICKED', { action });
  }

  #shutDown(guest: boolean, reason: string): void {
    this.notify('SHUTDOWN', { guest, reason });
    if (this.actions.shutdown === 'pause') this.halt('shutdown');
    else this.#end();
  }

  #end(): void {
    this.setStatus('shutdown');
    setImmediate(() => this.onEnd());
  }
}

const NEEDS_RESET: ReadonlySet<RunState> = new Set(['shutdown', 'internal-error']);
