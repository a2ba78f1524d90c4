import type { WatchEvent } from '../model/balloon-watch.js';
import type { QemuEvents } from '../protocol/qapi/events.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';

/** The events that concern a balloon, or its silence. `disturbs`: its clock stands still, or its driver restarts. */
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
} as const satisfies Partial<Record<keyof QemuEvents, { readonly disturbs: boolean }>>;

/** The largest time that a Date can hold. */
const MAX_DATE_SECONDS = 8.64e12;

/**
 * Calls the listener for each event that concerns a balloon, until the result is disposed of.
 *
 * @param onEvent `disturbs`: the time of QEMU's next request to the guest is unknown after the event
 */
export function listenToBalloon(
  client: QmpClient,
  onEvent: (event: WatchEvent, disturbs: boolean) => void,
): Disposable {
  const stops = Object.entries(EVENTS).map(([name, { disturbs }]) =>
    client.onUntyped(name, ({ event, data, timestampSeconds }) => {
      const timeSeconds = dateOf(timestampSeconds);
      onEvent({ type: 'event', timeSeconds, event, data: { ...data } }, disturbs);
    }),
  );
  return {
    [Symbol.dispose]: () => {
      for (const stop of stops) stop();
    },
  };
}

/** An event without a timestamp, or with one that no Date can hold, is dated now. */
function dateOf(timestampSeconds: number | undefined): number {
  const isDate = timestampSeconds !== undefined && timestampSeconds <= MAX_DATE_SECONDS;
  return isDate ? timestampSeconds : Date.now() / 1000;
}
