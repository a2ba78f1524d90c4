import type { MonitorSocket, Target } from '../discover/target.js';
import type { BalloonDevice, BalloonReport } from '../model/balloon.js';
import type { WatchEvent, WatchItem, WatchSample } from '../model/balloon-watch.js';
import type { Problem } from '../model/problem.js';
import type { QemuSample } from '../model/qemu-sample.js';
import { isNewer } from '../model/report-arrivals.js';
import { reportWhileSilent } from '../monitor/report-while-silent.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { setPollingInterval } from '../qemu/balloon.js';
import { BalloonSampler } from '../qemu/balloon-sampler.js';
import { sleep } from '../support/deadline.js';
import { MAX_SECONDS } from '../support/duration.js';
import { listenToBalloon } from './balloon-events.js';
import { type BalloonLook, BalloonWatch, presentOf } from './balloon-watch.js';
import { pauseBeforeLook } from './look-pause.js';

/** What is told of a balloon while it is followed. */
export interface Follower {
  /** A sample or an event has come. */
  readonly onItem: (item: WatchItem) => void;
  /** So it is now; comes with each look. */
  readonly onPresent: (present: WatchSample) => void;
}

export interface FollowOptions extends Follower {
  readonly target: Target;
  readonly socket: MonitorSocket;
  /** What was just read of this guest. */
  readonly sample: QemuSample;
  readonly device: BalloonDevice;
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
  readonly #sampler: BalloonSampler;
  #look: BalloonLook;
  /** The report that was there when the machine was reset: QEMU before 10.0 shows it until another comes. */
  #reportAtReset: BalloonReport | undefined;
  /** The first sample, while a better one may come in a moment. */
  #untold: { readonly first: WatchSample | undefined; readonly untilMs: number } | undefined;

  constructor(client: QmpClient, options: FollowOptions) {
    const { device, sample, pollingSeconds } = options;
    this.#client = client;
    this.#options = options;
    this.#watch = new BalloonWatch(pollingSeconds);
    this.#sampler = new BalloonSampler(client, device.path);
    this.#look = { sample, atMs: performance.now() };
  }

  takeEvent(event: WatchEvent, disturbs: boolean): void {
    this.#sampler.expire();
    if (disturbs) this.#watch.disturb();
    if (event.event === 'RESET') this.#reportAtReset = this.#look.sample.balloon?.report;
    this.#tell(event);
  }

  /** Switches polling on where nobody has: the report that this asks for is then the first to tell. */
  async begin(): Promise<void> {
    const { sample, device, pollingSeconds, signal } = this.#options;
    const first = this.#watch.look(this.#look);
    if (sample.balloon?.intervalSeconds !== 0) return this.#tell(first);
    this.#untold = { first, untilMs: performance.now() + FIRST_MS };
    await setPollingInterval(this.#client, device.path, pollingSeconds, { timeoutMs: SWITCH_MS, signal });
    this.#watch.asked(performance.now(), pollingSeconds);
  }

  /** Takes the next look, and waits until the one after it is due. */
  async goOn(): Promise<void> {
    const { target, socket, signal } = this.#options;
    const onSilence = (problem: Problem) => this.#takeSilence(problem);
    this.#look = await reportWhileSilent(this.#lookAgain(), { target, socket, onSilence });
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
    const { sample: before } = this.#look;
    const { device, signal } = this.#options;
    const options = { timeoutMs: NO_TIMEOUT_MS, signal };
    const { runState, ...reading } = await this.#sampler.read(performance.now(), options);
    const takenAtSeconds = Date.now() / 1000;
    const balloon = { ...reading, device, readAtSeconds: takenAtSeconds };
    const { report } = reading;
    const isReset = report && this.#reportAtReset && !isNewer(report, this.#reportAtReset);
    return { sample: { ...before, runState, balloon, takenAtSeconds }, isReset, atMs: performance.now() };
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
