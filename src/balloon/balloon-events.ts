import type { WatchEvent } from '../model/balloon-watch.js';
import type { QemuEvents } from '../protocol/qapi/events.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';

/** Those that say something of a balloon, or of why it does not report. `disturbs`: its clock or its driver is another after it. */
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

/** The last of what a Date can hold. */
const MAX_DATE_SECONDS = 8.64e12;

/** Has the listener called for each event that says something of a balloon, until what it returns is disposed of. */
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

/** A QEMU that could not read its clock, or tells a time that no calendar has, is taken to speak of now. */
function dateOf(timestampSeconds: number | undefined): number {
  const isDate = timestampSeconds !== undefined && timestampSeconds <= MAX_DATE_SECONDS;
  return isDate ? timestampSeconds : Date.now() / 1000;
}
