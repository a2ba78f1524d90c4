import { type Daemon, sweepOf } from '../daemon.js';
import { CachedBody, type CachedBodyOptions } from '../http/cached-body.js';
import { isStale, type Published } from '../published.js';

/** Bodies that a daemon makes of its last sweep: each at most once a sweep, and when somebody first asks for it. */
export class SweepBodies {
  readonly #daemon: Daemon;
  #version = '';
  #bodies = new Map<string, CachedBody>();

  constructor(daemon: Daemon) {
    this.#daemon = daemon;
  }

  /**
   * The body with this key of the last sweep, as it was made before or is made by these.
   *
   * @param variant tells apart the bodies of one path
   */
  get(
    key: string,
    latest: Published,
    { contentType, encode }: Omit<CachedBodyOptions, 'tag'>,
    variant = 'body',
  ): CachedBody {
    const version = this.#versionOf(latest);
    if (version !== this.#version) {
      this.#version = version;
      this.#bodies = new Map();
    }
    const id = `${variant} ${key}`;
    const known = this.#bodies.get(id);
    if (known !== undefined) return known;
    const body = new CachedBody({ contentType, encode, tag: `${version}-${variant}` });
    this.#bodies.set(id, body);
    return body;
  }

  /** Changes with each sweep, when one becomes stale, and with each start of the daemon. */
  #versionOf(latest: Published): string {
    const { intervalSeconds, startedAtSeconds } = this.#daemon;
    const boot = Math.round(startedAtSeconds * 1000).toString(36);
    return `${boot}-${sweepOf(latest)}${isStale(latest, intervalSeconds) ? '-stale' : ''}`;
  }
}
