import type { GuestSnapshot, Snapshot } from '../../model/snapshot.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { explainProblem, shownName } from '../explain-problem.js';

interface Entry {
  /** A problem of another kind in the same place is another problem. */
  readonly kind: string;
  /** The line for its begin. */
  readonly begins: string;
  /** The line for its end. */
  readonly ends: string;
  /** `undefined` for a warning about the whole. */
  readonly guest: string | undefined;
}

const MAX_NAME = 100;
/** Lines beyond it are only counted. */
const MAX_LINES_A_MINUTE = 60;

/** Logs the problems of guests when they begin and when they end, not in between. */
export class ProblemLog {
  readonly #warn: (line: string) => void;
  #known: ReadonlyMap<string, Entry> = new Map();
  #minute = 0;
  #logged = 0;

  constructor(warn: (line: string) => void) {
    this.#warn = warn;
  }

  /** Logs what has changed since the previous snapshot. */
  update(snapshot: Snapshot): void {
    this.#startMinute(snapshot.takenAtSeconds);
    const known = this.#known;
    const now = entriesOf(snapshot);
    this.#known = now;
    for (const [slot, { kind, begins }] of now) {
      if (known.get(slot)?.kind !== kind) this.#log(begins);
    }
    const present = new Set(snapshot.guests.map(({ name }) => name));
    const gone = new Set<string>();
    for (const [slot, { ends, guest }] of known) {
      if (now.has(slot)) continue;
      if (guest === undefined || present.has(guest)) this.#log(ends);
      else if (!gone.has(guest)) this.#log(`${terminalSafe(guest, MAX_NAME)}: the guest is gone`);
      if (guest !== undefined) gone.add(guest);
    }
  }

  #startMinute(seconds: number): void {
    const minute = Math.floor(seconds / 60);
    if (minute === this.#minute) return;
    const left = this.#logged - MAX_LINES_A_MINUTE;
    this.#minute = minute;
    this.#logged = 0;
    if (left > 0)
      this.#warn(`${left} more problems began or ended within a minute: qgauge ls lists the current ones`);
  }

  #log(line: string): void {
    this.#logged += 1;
    if (this.#logged <= MAX_LINES_A_MINUTE) this.#warn(line);
  }
}

/** Keyed by place, so that a problem that turns into another is logged once, as the other. */
function entriesOf({ guests, warnings }: Snapshot): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const guest of guests) addGuest(entries, guest);
  for (const warning of warnings) {
    const entry = { kind: '', begins: warning, ends: `resolved: ${warning}`, guest: undefined };
    entries.set(JSON.stringify([warning]), entry);
  }
  return entries;
}

function addGuest(entries: Map<string, Entry>, guest: GuestSnapshot): void {
  const { name, problem, qemu } = guest;
  const shown = shownName(guest);
  if (problem) {
    entries.set(JSON.stringify([name, 'qmp']), {
      kind: problem.kind,
      begins: explainProblem(guest, problem.message),
      // A guest that was never seen gets a name with its first answer.
      ...(guest.isNeverSeen
        ? { ends: `${shown}: a guest answers there now`, guest: undefined }
        : { ends: `${shown}: answers again`, guest: name }),
    });
  }
  for (const { part, why } of qemu?.failures ?? []) {
    const begins = `${shown}: ${part}: ${why}`;
    entries.set(JSON.stringify([name, 'part', part]), {
      kind: '',
      begins,
      ends: `${shown}: ${part}: available again`,
      guest: name,
    });
  }
}
