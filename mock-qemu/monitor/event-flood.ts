import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from './faults.js';
import type { Output } from './output.js';

export interface FloodContext {
  readonly faults: Faults;
  readonly closing: AbortSignal;
}

/**
 * Sends the events of `event-flood` until it is healed or exhausted, or the client disconnects. At most one batch
 * waits to be read, however slow the client is.
 */
export async function floodWithEvents(
  { faults, closing }: FloodContext,
  output: Output,
  send: (event: string) => void,
  isOver: () => boolean,
): Promise<void> {
  const startedAtMs = performance.now();
  for (let sent = 0; !isOver() && !closing.aborted; ) {
    const flood = faults.peek('event-flood');
    if (flood === undefined) return;
    const { event, perSecond } = flood;
    const due = perSecond === 0 ? BATCH : ((performance.now() - startedAtMs) * perSecond) / 1000 - sent;
    for (let count = 0; count < Math.min(due, BATCH); count += 1) {
      if (faults.play('event-flood') === undefined) break;
      send(event);
      sent += 1;
    }
    await output.drained();
    if (due >= BATCH) await nextTurn();
    else await sleep(PAUSE_MS, undefined, { ref: false, signal: closing }).catch(() => undefined);
  }
}

const BATCH = 100;
const PAUSE_MS = 5;
