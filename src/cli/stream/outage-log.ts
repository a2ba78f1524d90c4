import type { GuestSnapshot, Snapshot } from '../../model/snapshot.js';
import { terminalSafe } from '../../support/terminal-safe.js';

interface Trouble {
  /** What makes it another one than before. */
  readonly kind: string;
  readonly begins: string;
  readonly ends: string;
  readonly guest: string | undefined;
}

const MAX_NAME = 100;
/** Whoever flickers faster is counted only. */
const MAX_LINES_A_MINUTE = 60;

/** Tells the troubles of guests when they begin and when they end, and not in between. */
export class OutageLog {
  readonly #warn: (line: string) => void;
  #known: ReadonlyMap<string, Trouble> = new Map();
  #minute = 0;
  #told = 0;

  constructor(warn: (line: string) => void) {
    this.#warn = warn;
  }

  tell(snapshot: Snapshot): void {
    this.#startMinute(snapshot.takenAtSeconds);
    const known = this.#known;
    const now = troublesOf(snapshot);
    this.#known = now;
    for (const [slot, { kind, begins }] of now) {
      if (known.get(slot)?.kind !== kind) this.#say(begins);
    }
    const there = new Set(snapshot.guests.map(({ name }) => name));
    const gone = new Set<string>();
    for (const [slot, { ends, guest }] of known) {
      if (now.has(slot)) continue;
      if (guest === undefined || there.has(guest)) this.#say(ends);
      else if (!gone.has(guest)) this.#say(`${terminalSafe(guest, MAX_NAME)}: is no longer there`);
      if (guest !== undefined) gone.add(guest);
    }
  }

  #startMinute(seconds: number): void {
    const minute = Math.floor(seconds / 60);
    if (minute === this.#minute) return;
    const left = this.#told - MAX_LINES_A_MINUTE;
    this.#minute = minute;
    this.#told = 0;
    if (left > 0)
      this.#warn(`${left} more troubles began or ended within a minute: qgauge ls tells which there are`);
  }

  #say(line: string): void {
    this.#told += 1;
    if (this.#told <= MAX_LINES_A_MINUTE) this.#warn(line);
  }
}

/** By where they are, so that one which turns into another is told as the other. */
function troublesOf({ guests, warnings }: Snapshot): ReadonlyMap<string, Trouble> {
  const troubles = new Map<string, Trouble>();
  for (const guest of guests) addGuest(troubles, guest);
  for (const warning of warnings) {
    const told = { kind: '', begins: warning, ends: `no longer so: ${warning}`, guest: undefined };
    troubles.set(JSON.stringify([warning]), told);
  }
  return troubles;
}

function addGuest(troubles: Map<string, Trouble>, { name, problem, qemu }: GuestSnapshot): void {
  const who = terminalSafe(name, MAX_NAME);
  if (problem) {
    const begins = `${who}: ${problem.message}`;
    troubles.set(JSON.stringify([name, 'qmp']), {
      kind: problem.kind,
      begins,
      ends: `${who}: answers again`,
      guest: name,
    });
  }
  for (const { part, why } of qemu?.failures ?? []) {
    const begins = `${who}: ${part}: ${why}`;
    troubles.set(JSON.stringify([name, 'part', part]), {
      kind: '',
      begins,
      ends: `${who}: ${part}: known again`,
      guest: name,
    });
  }
}
