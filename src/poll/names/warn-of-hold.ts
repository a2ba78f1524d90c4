import { whereIs } from '../../discover/name-target.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { PolledGuest } from '../polled-guest.js';

const MAX_NAME = 100;

/** A warning for each guest whose last free monitor is held for its own sake. It stays as long as that is so. */
export function warnOfHold(guests: ReadonlyMap<string, PolledGuest>): readonly string[] {
  return Array.from(guests).flatMap(([name, { holdsLastFree, target }]) =>
    holdsLastFree
      ? [
          `${terminalSafe(name, MAX_NAME)}: its last free monitor is held (${whereIs(target)}): add a second -qmp socket for other clients`,
        ]
      : [],
  );
}
