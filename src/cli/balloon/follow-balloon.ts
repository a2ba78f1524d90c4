import { type BalloonLook, BalloonWatch, presentOf } from '../../diagnose/balloon-watch.js';
import type { Monitor, Target } from '../../discover/target.js';
import { startPolling } from '../../guest/balloon.js';
import { readBalloonDriver } from '../../guest/balloon-device.js';
import { BalloonLooker } from '../../guest/balloon-looker.js';
import type { QmpClient } from '../../guest/qmp-client.js';
import type { BalloonDevice } from '../../model/balloon.js';
import type { BalloonDeviceState } from '../../model/balloon-device-state.js';
import type { WatchEvent, WatchItem, WatchSample } from '../../model/balloon-watch.js';
import type { GuestSample } from '../../model/guest-sample.js';
import type { Problem } from '../../model/problem.js';
import { sleep } from '../../support/deadline.js';
import { MAX_SECONDS } from '../../support/duration.js';
import { pauseBeforeLook } from './look-pause.js';
import { untilAnswered } from './until-answered.js';
import { listenToBalloon } from './watch-events.js';

/** What is told of a balloon while it is followed. */
export interface Follower {
  /** A sample or an event has come. */
  readonly onItem: (item: WatchItem) => void;
  /** So it is now; comes with each look. */
  readonly onPresent: (present: WatchSample) => void;
}

export interface FollowOptions extends Follower {
  readonly target: Target;
  readonly monitor: Monitor;
  /** What was just read of this guest. */
  readonly sample: GuestSample;
  readonly device: BalloonDevice;
  readonly state: BalloonDeviceState | undefined;
  /** Switches polling on, to this many seconds, where it is off. */
  readonly pollingSeconds: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

const SWITCH_MS = 2000;
/** How long the report that was asked for at the start is waited for. */
const FIRST_MS = 2000;
/** A guest that hangs is not left: its connection is asked nothing more until it answers. */
const NO_TIMEOUT_MS = MAX_SECONDS * 1000;
/** A driver that does not report is looked at so often at most. */
const DRIVER_MS = 1000;

/** Follows a balloon on a connection that is held until the signal fires; rejects when the connection ends before. */
export async function followBalloon(client: QmpClient, options: FollowOptions): Promise<void> {
  const following = new Following(client, options);
  using _listening = listenToBalloon(client, (event, disturbs) => following.takeEvent(event, disturbs));
  await following.begin();
  while (!options.signal.aborted) await following.goOn();
}

class Following {
  readonly #client: QmpClient;
  readonly #options: FollowOptions;
  readonly #watch: BalloonWatch;
  readonly #looker: BalloonLooker;
  #look: BalloonLook;
  #isReset = false;
  /** The first sample, while a better one may come in a moment. */
  #untold: { readonly first: WatchSample | undefined; readonly untilMs: number } | undefined;
  #driverReadAtMs = performance.now();

  constructor(client: QmpClient, options: FollowOptions) {
    const { device, state, sample, pollingSeconds } = options;
    this.#client = client;
    this.#options = options;
    this.#watch = new BalloonWatch(pollingSeconds);
    this.#looker = new BalloonLooker(client, device.path);
    this.#look = { sample, device: state, atMs: performance.now() };
  }

  takeEvent(event: WatchEvent, disturbs: boolean): void {
    this.#looker.expire();
    if (disturbs) this.#watch.disturb();
    if (event.event === 'RESET') this.#isReset = true;
    this.#tell(event);
  }

  /** Switches polling on where nobody has: the report that this asks for is then the first to tell. */
  async begin(): Promise<void> {
    const { sample, device, pollingSeconds, signal } = this.#options;
    const first = this.#watch.look(this.#look);
    if (sample.balloon?.intervalSeconds !== 0) return this.#tell(first);
    this.#untold = { first, untilMs: performance.now() + FIRST_MS };
    await startPolling(this.#client, device.path, pollingSeconds, { timeoutMs: SWITCH_MS, signal });
    this.#watch.asked(performance.now(), pollingSeconds);
  }

  /** Takes the next look, and waits until the one after it is due. */
  async goOn(): Promise<void> {
    const { target, monitor, signal } = this.#options;
    const onSilence = (problem: Problem) => this.#takeSilence(problem);
    this.#look = await untilAnswered(this.#lookAgain(), { target, monitor, onSilence });
    const told = this.#watch.look(this.#look);
    this.#tellFirst(told);
    this.#tell(told);
    this.#show(told ?? presentOf(this.#look));
    await sleep(pauseBeforeLook(performance.now(), this.#watch.dueMs), signal).catch(() => undefined);
  }

  /** A guest that does not answer soon is told as it was found. */
  #tellFirst(told: WatchSample | undefined): void {
    if (this.#untold === undefined) return;
    if (told === undefined && performance.now() < this.#untold.untilMs) return;
    if (told?.reason !== 'report') this.#tell(this.#untold.first);
    this.#untold = undefined;
  }

  async #lookAgain(): Promise<BalloonLook> {
    const { sample: before, device: state } = this.#look;
    const { device, signal } = this.#options;
    const options = { timeoutMs: NO_TIMEOUT_MS, signal };
    const { runState, ...reading } = await this.#looker.look(performance.now(), options);
    const takenAtSeconds = Date.now() / 1000;
    const balloon = { ...reading, device, readAtSeconds: takenAtSeconds };
    const look = { sample: { ...before, runState, balloon, takenAtSeconds }, atMs: performance.now() };
    if (!this.#isDriverDoubtful({ ...look, device: state })) return { ...look, device: state };
    this.#isReset = false;
    this.#driverReadAtMs = look.atMs;
    const driver = await readBalloonDriver(this.#client, device, options);
    return { ...look, device: state && { ...state, driver } };
  }

  /** A driver that reports is there; what it has negotiated is asked only where it may be another, or does not report. */
  #isDriverDoubtful(look: BalloonLook): boolean {
    const driver = look.device?.driver;
    if (driver === undefined || look.atMs - this.#driverReadAtMs < DRIVER_MS) return false;
    if (this.#isReset || !driver.isReady) return true;
    const { verdict } = presentOf(look);
    return verdict === 'stale' || verdict === 'never-reported';
  }

  #takeSilence(problem: Problem): void {
    const present = this.#watch.unanswered(problem, performance.now());
    if (present?.reason === 'silence') this.#tell(present);
    if (present) this.#show(present);
  }

  /** Whoever has seen enough is told nothing more. */
  #tell(item: WatchItem | undefined): void {
    if (item && !this.#options.signal.aborted) this.#options.onItem(item);
  }

  #show(present: WatchSample): void {
    if (!this.#options.signal.aborted) this.#options.onPresent(present);
  }
}
