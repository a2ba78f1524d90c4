import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { AFTER } from '../formats/moving-snapshot.js';

/** A guest that answers, with rates. */
export const WEB: GuestSnapshot = firstOf(AFTER);

function firstOf({ guests: [guest] }: Snapshot): GuestSnapshot {
  if (guest === undefined) throw new Error('the snapshot has no guest');
  return guest;
}
