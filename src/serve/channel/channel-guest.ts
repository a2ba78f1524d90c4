import { encodeGuestStats } from '../../formats/guest-stats/guest-stats.js';
import { parseStatEncoding } from '../../formats/guest-stats/stat-encoding.js';
import type { StatRequest } from '../../in-guest/parse-request.js';
import { guestStatsOf } from '../../model/guest-stats-of.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import type { Daemon } from '../daemon.js';
import { ChannelError } from './channel-error.js';

/**
 * The guest behind a port. It is found by its name, which another QEMU may have too: what it is told is of the process alone that
 * was proven to have the port.
 */
export class ChannelGuest {
  readonly name: string;
  readonly #daemon: Pick<Daemon, 'latest'>;
  #pid: number | undefined;

  constructor(name: string, daemon: Pick<Daemon, 'latest'>) {
    this.name = name;
    this.#daemon = daemon;
  }

  /**
   * Binds the port to the process that has it.
   *
   * @param owners the processes at the other end; `undefined` when that is not known
   * @throws {ChannelError} when that is not the QEMU of this guest, or nobody can tell
   * @throws {Error} when the guest has not been found yet, as one that has just started
   */
  prove(path: string, owners: readonly number[] | undefined): void {
    this.#pid = undefined;
    const known = this.#candidates.flatMap(({ pid }) => pid ?? []);
    if (known.length === 0) throw new Error(`no QEMU named ${this.name} has been found yet`);
    const [owner, another] = owners ?? [];
    if (owner === undefined) {
      throw new ChannelError(this.name, path, 'it is not known which process has it: run qgauge as root');
    }
    if (another !== undefined || !known.includes(owner)) {
      const pids = (owners ?? []).join(', ');
      throw new ChannelError(this.name, path, `pid ${pids} has it, and the guest is pid ${known.join(', ')}`);
    }
    this.#pid = owner;
  }

  /** Answers from the last sweep. */
  answer({ encoding: word, stat }: StatRequest): string | undefined {
    const snapshot = this.#daemon.latest?.snapshot;
    const guest = this.#candidates.find(({ pid }) => pid === this.#pid);
    const encoding = parseStatEncoding(word);
    if (snapshot === undefined || guest?.pid === undefined || encoding === undefined) return undefined;
    const stats = guestStatsOf(guest, snapshot.host);
    return stats && encodeGuestStats(stats, encoding, stat);
  }

  get #candidates(): readonly GuestSnapshot[] {
    return this.#daemon.latest?.snapshot.guests.filter(({ name }) => name === this.name) ?? [];
  }
}
