import { createServer } from 'node:net';
import type { ChannelConfig } from '../../config/config.js';
import { acceptPort } from '../../in-guest/accept-port.js';
import { GuestChannel } from '../../in-guest/guest-channel.js';
import { holdPort } from '../../in-guest/hold-port.js';
import type { Daemon } from '../daemon.js';
import { listenUnix } from '../http/listen/listen-unix.js';
import { findSocketClients } from '../socket-clients.js';
import { ChannelGuest } from './channel-guest.js';
import { connectPort } from './connect-port.js';
import { FailureLog } from './failure-log.js';
import { GatheredTables } from './gathered-tables.js';

/** Whom to answer, and from what. */
export interface ChannelServerOptions {
  readonly daemon: Pick<Daemon, 'latest'>;
  readonly warn: (message: string) => void;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
}

/** Serves the ports of guests that may ask what the host knows of them, from a daemon's last sweep. */
export class ChannelServer implements AsyncDisposable {
  readonly #daemon: Pick<Daemon, 'latest'>;
  readonly #warn: (message: string) => void;
  readonly #procRoot: string;
  readonly #tables: GatheredTables;
  readonly #served = new Map<string, ServedPort>();

  constructor({ daemon, warn, procRoot = '/proc' }: ChannelServerOptions) {
    this.#daemon = daemon;
    this.#warn = warn;
    this.#procRoot = procRoot;
    this.#tables = new GatheredTables(procRoot);
  }

  /**
   * Serves these ports from now on, and no others; one that stays is not interrupted, also when its guest is to be told more or less.
   *
   * @throws {ListenError} when a socket cannot be listened at; all other ports are served nevertheless
   */
  async update(channels: readonly ChannelConfig[]): Promise<void> {
    const wanted = new Map(channels.map((channel) => [placeOf(channel), channel]));
    for (const [place, { end }] of this.#served) {
      if (wanted.has(place)) continue;
      this.#served.delete(place);
      await end();
    }
    const failures: unknown[] = [];
    for (const [place, channel] of wanted) {
      const served = this.#served.get(place);
      if (served) served.guest.options = channel.options;
      else await this.#begin(place, channel).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.update([]);
  }

  async #begin(place: string, { name, way, path, options }: ChannelConfig): Promise<void> {
    const guest = new ChannelGuest(name, options, { daemon: this.#daemon, procRoot: this.#procRoot });
    const port: Port = {
      guest,
      path,
      channel: new GuestChannel({ answer: (request) => guest.answer(request) }),
      failures: new FailureLog(this.#warn),
    };
    const end = await (way === 'listen' ? this.#listen(port) : this.#connect(port));
    this.#served.set(place, { guest, end });
  }

  /** @returns what ends it */
  async #connect({ guest, path, channel, failures }: Port): Promise<() => Promise<void>> {
    const ending = new AbortController();
    const options = { tables: this.#tables, signal: ending.signal };
    const held = holdPort(() => failures.watch(() => connectPort(guest, path, options)), channel, {
      signal: ending.signal,
    });
    return async () => {
      ending.abort();
      await held;
    };
  }

  /** @returns what ends it */
  async #listen({ guest, path, channel, failures }: Port): Promise<() => Promise<void>> {
    const ending = new AbortController();
    const isOwner = () =>
      failures.watch(async () => {
        guest.prove(path, await findSocketClients(await this.#tables.read(), path));
        return true;
      });
    const server = createServer(acceptPort(channel, { isOwner, signal: ending.signal }));
    const stop = await listenUnix(server, { type: 'unix', path });
    // A connection that cannot be accepted, such as for want of descriptors, costs that guest alone.
    server.on('error', () => undefined);
    return async () => {
      const closed = new Promise((resolve) => server.once('close', resolve));
      stop();
      ending.abort();
      await closed;
    };
  }
}

/** A port that is being served. */
interface ServedPort {
  readonly guest: ChannelGuest;
  readonly end: () => Promise<void>;
}

/** Identifies a port: whatever else changes of a channel, its connection stays. */
function placeOf({ name, way, path }: ChannelConfig): string {
  return JSON.stringify([name, way, path]);
}

/** A guest's port, and what is needed to serve it. */
interface Port {
  readonly guest: ChannelGuest;
  readonly path: string;
  readonly channel: GuestChannel;
  readonly failures: FailureLog;
}
