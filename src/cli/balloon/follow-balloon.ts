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
import { lookAfterSilence } from '../../poll/look.js';
import { problemOfLook } from '../../poll/problem-of.js';
import { startDeadline, untilAborted } from '../../support/deadline.js';
import { MAX_SECONDS } from '../../support/duration.js';
import { formatAddress } from '../../transport/address.js';
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

/** A watched guest is not left because it hangs: its connection is asked nothing more until it answers. */
const NO_TIMEOUT = { timeoutMs: MAX_SECONDS * 1000 };
const SWITCH_MS = 2000;
/** A QEMU that has not answered for so long is said to hang; it is looked at so often then. */
const HANGS_MS = 2000;

/** The last of what a Date can hold. */
const MAX_DATE_SECONDS = 8.64e12;

/** Follows a balloon on a connection that is held until the signal fires; rejects when the connection ends before. */
export async function followBalloon(client: QmpClient, options: FollowOptions): Promise<void> {
  const { sample, device, pollingSeconds, signal } = options;
  const watch = new BalloonWatch(pollingSeconds);
  const looker = new BalloonLooker(client, device.path);
  const eye = { client, watch, looker, options, isReset: false };
  using _events = listen(eye);
  const first = watch.look({ sample, device: options.state, atMs: performance.now() });
  if (sample.balloon?.intervalSeconds === 0) {
    await startPolling(client, device.path, pollingSeconds, { timeoutMs: SWITCH_MS, signal });
    // The report that this asks for comes next, and is the first to tell.
    watch.asked(performance.now(), pollingSeconds);
  } else if (first) options.onItem(first);
  let look: BalloonLook = { sample, device: options.state, atMs: performance.now() };
  while (!signal.aborted) {
    look = await untilAnswered(lookAgain(eye, look), eye);
    const told = watch.look(look);
    if (told) options.onItem(told);
    if (!signal.aborted) options.onPresent(told ?? presentOf(look));
    if (!signal.aborted) await pause(pauseBeforeLook(performance.now(), watch.dueMs), signal);
  }
}

/** What following holds together. */
interface Eye {
  readonly client: QmpClient;
  readonly watch: BalloonWatch;
  readonly looker: BalloonLooker;
  readonly options: FollowOptions;
  /** The driver has to be looked at anew. */
  isReset: boolean;
}

/** Those that say something of a balloon or of why it does not report, and whether the guest's clock or driver is another. */
const EVENTS = {
  BALLOON_CHANGE: { disturbs: false },
  STOP: { disturbs: true },
  RESUME: { disturbs: true },
  RESET: { disturbs: true },
  SUSPEND: { disturbs: true },
  WAKEUP: { disturbs: true },
  MIGRATION: { disturbs: true },
  POWERDOWN: { disturbs: false },
  GUEST_PANICKED: { disturbs: true },
  SHUTDOWN: { disturbs: true },
} as const;

function listen(eye: Eye): Disposable {
  const stops = Object.entries(EVENTS).map(([name, { disturbs }]) =>
    eye.client.on(name, ({ event, data, timestampSeconds }) => {
      eye.looker.expire();
      if (disturbs) eye.watch.disturb();
      if (event === 'RESET') eye.isReset = true;
      const item: WatchEvent = {
        type: 'event',
        timeSeconds: dateOf(timestampSeconds),
        event,
        data: { ...data },
      };
      if (!eye.options.signal.aborted) eye.options.onItem(item);
    }),
  );
  return {
    [Symbol.dispose]: () => {
      for (const stop of stops) stop();
    },
  };
}

/** A QEMU that could not read its clock, or tells a time that no calendar has, is believed to speak of now. */
function dateOf(timestampSeconds: number | undefined): number {
  const isDate = timestampSeconds !== undefined && timestampSeconds <= MAX_DATE_SECONDS;
  return isDate ? timestampSeconds : Date.now() / 1000;
}

async function lookAgain(eye: Eye, before: BalloonLook): Promise<BalloonLook> {
  const { signal, device } = eye.options;
  const options = { ...NO_TIMEOUT, signal };
  const { runState, ...reading } = await eye.looker.look(performance.now(), options);
  const balloon = { ...reading, device, readAtSeconds: Date.now() / 1000 };
  const sample = { ...before.sample, runState, balloon, takenAtSeconds: Date.now() / 1000 };
  const look = { sample, device: before.device, atMs: performance.now() };
  return isDriverDoubtful(eye, look) ? { ...look, device: await readDevice(eye, look) } : look;
}

/** A driver that reports is there; what it has negotiated is asked only where it may be another, or does not report. */
function isDriverDoubtful(eye: Eye, { device, sample }: BalloonLook): boolean {
  if (device?.driver === undefined || sample.runState !== 'running') return false;
  const { verdict } = presentOf({ sample, device, atMs: 0 });
  return eye.isReset || !device.driver.isReady || verdict === 'stale' || verdict === 'never-reported';
}

async function readDevice(eye: Eye, { device }: BalloonLook): Promise<BalloonDeviceState | undefined> {
  const { client, options } = eye;
  eye.isReset = false;
  const driver = await readBalloonDriver(client, options.device, { ...NO_TIMEOUT, signal: options.signal });
  return device && { ...device, driver };
}

/** Waits for a look however long it takes, and tells meanwhile that QEMU does not answer. */
async function untilAnswered(look: Promise<BalloonLook>, eye: Eye): Promise<BalloonLook> {
  const askedAtMs = performance.now();
  for (;;) {
    using deadline = startDeadline(HANGS_MS);
    const answer = await untilAborted(look, deadline.signal).catch((error: unknown) => {
      if (error !== deadline.signal.reason) throw error;
    });
    if (answer) return answer;
    const nowMs = performance.now();
    const told = eye.watch.unanswered(explainSilence(eye.options, nowMs - askedAtMs), nowMs);
    if (told?.reason === 'silence') eye.options.onItem(told);
    if (told && !eye.options.signal.aborted) eye.options.onPresent(told);
  }
}

function explainSilence({ target, monitor }: FollowOptions, sinceMs: number): Problem {
  const look = lookAfterSilence('/proc', target, monitor);
  if (look === 'stopped' || look === 'gone') return problemOfLook(monitor.address, look, target.process?.pid);
  const seconds = Math.round(sinceMs / 1000);
  const message = `${formatAddress(monitor.address)}: QEMU has not answered for ${seconds} s: its main loop hangs`;
  return { kind: 'hung', message };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
