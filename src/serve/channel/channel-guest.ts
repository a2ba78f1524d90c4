import { existsSync } from 'node:fs';
import { encodeGuestStats } from '../../formats/guest-stats/guest-stats.js';
import { parseStatEncoding } from '../../formats/guest-stats/stat-encoding.js';
import type { StatRequest } from '../../in-guest/parse-request.js';
import { guestStatsOf } from '../../model/guest-stats-of.js';
import type { GuestStatsOptions } from '../../model/guest-stats-options.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import type { Daemon } from '../daemon.js';
import { ChannelError } from './channel-error.js';

/**
 * The guest behind a port. It is found by its name, which another QEMU may have too: what it is told is of the process alone that
 * was proven to have the port.
 */
export class ChannelGuest {
  readonly name: string;
  /** What it is told; may be replaced at any time. */
  options: GuestStatsOptions;
  readonly #daemon: Pick<Daemon, 'latest'>;
  readonly #procRoot: string;
  #pid: number | undefined;

  constructor(
    name: string,
    options: GuestStatsOptions,
    { daemon, procRoot }: { readonly daemon: Pick<Daemon, 'latest'>; readonly procRoot: string },
  ) {
    this.name = name;
    this.options = options;
    this.#daemon = daemon;
    this.#procRoot = procRoot;
  }

  /**
   * Binds the port to the process that has it.
   *
   * @param owners the processes at the other end; `undefined` when that is not known
   * @throws {ChannelError} when that is not the QEMU of this guest, or nobody can tell
   * @throws {Error} as {@link checkFound}
   */
  prove(path: string, owners: readonly number[] = []): void {
    this.#pid = undefined;
    const pid = this.checkFound();
    const [owner, another] = owners;
    if (owner === undefined) {
      const why = 'no process is known at its other end: check the path, or run qgauge as root';
      throw new ChannelError(this.name, path, why);
    }
    if (another !== undefined || owner !== pid) {
      throw new ChannelError(this.name, path, `pid ${owners.join(', ')} has it, and the guest is pid ${pid}`);
    }
    this.#pid = pid;
  }

  /**
   * Returns the process of the guest in the last sweep.
   *
   * @throws {Error} when it has not been found yet, as one that has just started, also in place of one that has ended
   */
  checkFound(): number {
    const { pid } = this.#guest ?? {};
    if (pid !== undefined && existsSync(`${this.#procRoot}/${pid}`)) return pid;
    throw new Error(`no QEMU of the name ${this.name} has been found yet`);
  }

  /**
   * Its own QEMU listens at its monitor too, which then would be busy for all others.
   *
   * @throws {ChannelError} when the path is that of the monitor that was asked in the last sweep
   */
  checkNoMonitor(path: string): void {
    if (this.#guest?.socket !== `unix:${path}`) return;
    throw new ChannelError(this.name, path, 'that is the monitor of the guest: name the socket of its port');
  }

  /** Answers from the last sweep. */
  answer({ encoding: word, stat }: StatRequest): string | undefined {
    const snapshot = this.#daemon.latest?.snapshot;
    const guest = this.#guest;
    const encoding = parseStatEncoding(word);
    if (snapshot === undefined || guest?.pid === undefined || encoding === undefined) return undefined;
    if (guest.pid !== this.#pid) return undefined;
    const stats = guestStatsOf(guest, snapshot.host, this.options);
    return stats && encodeGuestStats(stats, encoding, stat);
  }

  get #guest(): GuestSnapshot | undefined {
    return this.#daemon.latest?.snapshot.guests.find(({ name }) => name === this.name);
  }
}
