import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { type ActionOptions, type Actions, startingActions } from './actions.js';
import type { VirtualClock } from './virtual-clock.js';

/** A state of QEMU's RunState; any other word may be played as well. */
export type RunState = 'running' | 'paused' | 'prelaunch' | 'shutdown' | 'io-error' | (string & {});

export type EventListener = (event: string, data?: JsonObject) => void;

export interface RunStateOptions extends ActionOptions {
  readonly version: QemuVersion;
  readonly clock: VirtualClock;
  readonly notify: EventListener;
  /** How long, in guest time, the guest takes to shut down when its power button is pressed; it may not listen. */
  readonly powerdownMs: number | 'never';
}

/** The states of a machine, and all that moves it from one to another: the monitor, the guest and the hardware. */
export abstract class RunStates {
  readonly version: QemuVersion;
  readonly clock: VirtualClock;
  readonly notify: EventListener;
  /** What happens on reset, shutdown, panic and an expired watchdog; `set-action` changes it. */
  actions: Actions;
  /** Called once, after the reply in work, when QEMU's process comes to its end by itself. */
  onEnd: () => void = () => undefined;
  /** Called when QEMU's process dies in the middle of a command: no reply, no event. */
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

  /** The one place where the state changes; the guest's clock follows it. No event: see {@link stop}. */
  setStatus(status: RunState): void {
    this.#status = status;
    if (status === 'running') this.clock.start();
    else this.clock.stop();
  }

  /** What the hardware does on a reset. */
  protected abstract resetDevices(): void;

  /** What is set right when a user lets the machine go on. */
  protected abstract clearErrors(): void;

  stop(): void {
    const asleep = this.#status === 'suspended' && isAtLeast(this.version, '9.0');
    if (this.#status !== 'running' && !asleep) return;
    this.#stoppedAsleep = asleep;
    this.setStatus('paused');
    this.notify('STOP');
  }

  /** @throws {QmpError} after a shutdown, until the machine is reset */
  cont(): void {
    if (this.#status === 'running' || this.#status === 'suspended') return;
    if (NEEDS_RESET.has(this.#status)) throw new QmpError('Resetting the Virtual Machine is required');
    this.clearErrors();
    this.setStatus(this.#stoppedAsleep ? 'suspended' : 'running');
    this.#stoppedAsleep = false;
    this.notify('RESUME');
  }

  /** A machine that does not run goes back to where it stands before its first start. */
  reset(): void {
    this.#reset(false, 'host-qmp-system-reset');
  }

  /** The session ends QEMU after the reply. */
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

  /** @throws {QmpError} when the guest does not sleep */
  wakeUp(): void {
    if (this.#status !== 'suspended') {
      throw new QmpError('Unable to wake up: guest is not in suspended state');
    }
    this.setStatus('running');
    this.notify('WAKEUP');
  }

  /** The guest goes to sleep (S3). Like all that a guest does, it does nothing unless the guest runs. */
  suspend(): void {
    if (this.#status !== 'running') return;
    this.setStatus('suspended');
    this.notify('SUSPEND');
  }

  /** The guest switches itself off. */
  shutDown(): void {
    if (this.#status === 'running') this.#shutDown(true, 'guest-shutdown');
  }

  /** The guest resets itself. */
  guestReset(): void {
    if (this.#status === 'running') this.#reset(true, 'guest-reset');
  }

  /** The guest's kernel says, through pvpanic, that it has crashed. */
  panic(): void {
    if (this.#status !== 'running') return;
    const { panic, shutdown } = this.actions;
    const pauses = panic === 'pause' || (panic === 'shutdown' && shutdown === 'pause');
    const ends = !pauses && panic !== 'none';
    // Up to 5.2 a QEMU that ends says both.
    if (pauses || (ends && !isAtLeast(this.version, '6.0'))) this.#notePanic('pause');
    if (pauses) this.halt('guest-panicked');
    else this.#notePanic(ends ? 'poweroff' : 'run');
    if (ends) this.#shutDown(true, 'guest-panic');
  }

  /** The guest has not fed its watchdog. */
  expireWatchdog(): void {
    if (this.#status !== 'running') return;
    const action = this.actions.watchdog;
    this.notify('WATCHDOG', { action });
    if (action === 'reset') this.guestReset();
    else if (action === 'shutdown') this.powerDown();
    else if (action === 'pause') this.halt('watchdog');
    else if (action === 'poweroff') this.#end();
  }

  /** Stops a running machine into a state other than paused; one that does not run only changes its state. */
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
