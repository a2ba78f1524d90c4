import type { GuestSnapshot, Snapshot } from '../../model/snapshot.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import type { Printer } from '../printer.js';

/**
 * Everything: a snapshot as it is in the model, one line each. What is unknown is left out, because null says something
 * else: a guest with `"display":null` has no display. Integers are exact, also beyond 2^53.
 */
export function createNdjson(): Printer {
  return {
    kind: 'lines',
    header: '',
    print: (snapshot) => `${escapeControls(stringifyJson(encodeSnapshot(snapshot)))}\n`,
  };
}

function encodeSnapshot(snapshot: Snapshot): object {
  return { ...snapshot, guests: snapshot.guests.map(encodeGuest) };
}

/** The format has the used memory of the last report, fresh or not; the verdict beside it says which. */
function encodeGuest(guest: GuestSnapshot): object {
  const { lastUsedBytes, ...memory } = guest.memory;
  return { ...guest, memory: { ...memory, usedBytes: lastUsedBytes } };
}
