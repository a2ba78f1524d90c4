import { type Daemon, sweepOf } from '../daemon.js';
import { isStale } from '../published.js';

/** Texts that a daemon has made of its last sweep: each at most once a sweep, and when somebody first asks for it. */
export class SweepTexts<Made> {
  readonly #daemon: Daemon;
  #version: string | undefined;
  #made = new Map<string, Made>();

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /** Changes with each sweep, when one becomes stale, and with each start of the daemon. */
  get version(): string {
    const { latest, intervalSeconds, startedAtSeconds } = this.#daemon;
    const boot = Math.round(startedAtSeconds * 1000).toString(36);
    if (latest === undefined) return `${boot}-0`;
    return `${boot}-${sweepOf(latest)}${isStale(latest, intervalSeconds) ? '-stale' : ''}`;
  }

  /** What was made under this key since the last sweep, or else is made now. */
  get(key: string, make: (version: string) => Made): Made {
    const { version } = this;
    if (version !== this.#version) {
      this.#version = version;
      this.#made = new Map();
    }
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = make(version);
    this.#made.set(key, made);
    return made;
  }
}
