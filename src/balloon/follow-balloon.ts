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
import { answeredAtSeconds, LOOP_CLOCK } from '../support/loop-clock.js';
import { listenToBalloon } from './balloon-events.js';
import { BalloonWatch, presentOf, type TimedSample } from './balloon-watch.js';
import { pauseBeforeSample } from './pause-before-sample.js';

/** Receives what a balloon shows while it is followed. */
export interface Follower {
  /** Called for each report, each interval without one, and each event. */
  readonly onItem: (item: WatchItem) => void;
  /** Called with the present state after each sample, several times a second. */
  readonly onPresent: (present: WatchSample) => void;
}

/** Which balloon to follow, and for how long. */
export interface FollowOptions extends Follower {
  readonly target: Target;
  /** The socket of the connection; it is probed while QEMU does not answer. */
  readonly socket: MonitorSocket;
  /** What was just read of this guest. */
  readonly sample: QemuSample;
  readonly device: BalloonDevice;
  /** The polling interval in seconds to set where polling is off; it stays set. */
  readonly pollingSeconds: number;
  /** Ends the following. */
  readonly signal: AbortSignal;
}

const SWITCH_MS = 2000;
/** How long to wait for the report that switching polling on requests. */
const FIRST_MS = 2000;

/** Follows a balloon on a held connection. Resolves when the signal fires; rejects when the connection ends before. */
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
  #last: TimedSample;
  /** The report at the time of a reset, once it was read: QEMU before 10.0 returns it until the next one arrives. */
  #reportAtReset: BalloonReport | 'unread' | undefined;
  /** The first sample, withheld while the report that was just requested may still replace it. */
  #withheld: { readonly first: WatchSample | undefined; readonly untilMs: number } | undefined;

  constructor(client: QmpClient, options: FollowOptions) {
    const { device, sample, pollingSeconds } = options;
    this.#client = client;
    this.#options = options;
    this.#watch = new BalloonWatch(pollingSeconds);
    this.#sampler = new BalloonSampler(client, device.path);
    this.#last = { sample, atMs: performance.now() };
  }

  takeEvent(event: WatchEvent, disturbs: boolean): void {
    this.#sampler.expire();
    if (disturbs) this.#watch.disturb();
    // One may have arrived since the last sample: the driver of before has sent that one too.
    if (event.event === 'RESET') this.#reportAtReset = 'unread';
    this.#pass(event);
  }

  /** Switches polling on where it is off: the report that this requests is then the first item. */
  async begin(): Promise<void> {
    const { sample, device, pollingSeconds, signal } = this.#options;
    const first = this.#watch.add(this.#last);
    if (sample.balloon?.intervalSeconds !== 0) return this.#pass(first);
    this.#withheld = { first, untilMs: performance.now() + FIRST_MS };
    await setPollingInterval(this.#client, device.path, pollingSeconds, { timeoutMs: SWITCH_MS, signal });
    this.#watch.asked(performance.now(), pollingSeconds);
  }

  /** Takes the next sample, and waits until the one after it is due. */
  async goOn(): Promise<void> {
    const { target, socket, signal } = this.#options;
    const onSilence = (problem: Problem) => this.#takeSilence(problem);
    this.#last = await reportWhileSilent(this.#sampleAgain(), { target, socket, onSilence });
    const item = this.#watch.add(this.#last);
    this.#passWithheld(item);
    this.#pass(item);
    this.#show(item ?? presentOf(this.#last));
    await sleep(pauseBeforeSample(performance.now(), this.#watch.dueMs), signal).catch(() => undefined);
  }

  /** Drops the withheld sample when a report replaces it; passes it on when none arrives in time. */
  #passWithheld(next: WatchSample | undefined): void {
    if (this.#withheld === undefined) return;
    if (next === undefined && performance.now() < this.#withheld.untilMs) return;
    if (next?.reason !== 'report') this.#pass(this.#withheld.first);
    this.#withheld = undefined;
  }

  async #sampleAgain(): Promise<TimedSample> {
    const { sample: before } = this.#last;
    const { device, signal } = this.#options;
    const isFirstAfterReset = this.#reportAtReset === 'unread';
    // A guest that hangs keeps its connection: nothing more is sent on it until QEMU answers.
    const options = { timeoutMs: Number.POSITIVE_INFINITY, signal };
    const waited = LOOP_CLOCK.startWait();
    const { status, ...reading } = await this.#sampler.read(performance.now(), options);
    const takenAtSeconds = answeredAtSeconds(waited());
    const balloon = { ...reading, device, readAtSeconds: takenAtSeconds };
    const { report } = reading;
    if (isFirstAfterReset) this.#reportAtReset = report;
    const isReset = this.#isFromBeforeReset(report);
    return { sample: { ...before, ...status, balloon, takenAtSeconds }, isReset, atMs: performance.now() };
  }

  #isFromBeforeReset(report: BalloonReport | undefined): boolean {
    if (this.#reportAtReset === undefined || report === undefined) return false;
    return this.#reportAtReset === 'unread' || !isNewer(report, this.#reportAtReset);
  }

  #takeSilence(problem: Problem): void {
    const present = this.#watch.unanswered(problem, performance.now());
    if (present?.reason === 'silence') this.#pass(present);
    if (present) this.#show(present);
  }

  /** Nothing is passed on after the end: the follower may have asked for it. */
  #pass(item: WatchItem | undefined): void {
    if (item && !this.#options.signal.aborted) this.#options.onItem(item);
  }

  #show(present: WatchSample): void {
    if (!this.#options.signal.aborted) this.#options.onPresent(present);
  }
}
