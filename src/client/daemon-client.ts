import { type ClientRequest, type RequestOptions, request } from 'node:http';
import { request as requestTls } from 'node:https';
import { join } from 'node:path';
import { errnoOf, messageOf, QgaugeError } from '../support/errors.js';
import { runtimeDirectories } from '../support/runtime-directory.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { type DaemonSweep, decodeError, decodeRemoteSweep, decodeSweep } from './decode-sweep.js';
import { whyNotTrusted } from './trust-socket.js';

/** A part of it may be what the daemon says. */
const MAX_WHY = 300;

/** A daemon did not answer, or not as one. */
export class DaemonError extends QgaugeError {
  constructor(path: string, why: string, options?: ErrorOptions) {
    super('ERR_DAEMON', `${path}: ${terminalSafe(why, MAX_WHY)}`, options);
  }
}

/** Of a daemon, in its runtime directory. */
export const API_SOCKET = 'api.sock';
/** The first sweep has not ended yet. */
const NOT_READY = 'ERR_NOT_READY';
/** A daemon answers from memory; one that is stopped must not cost a command the time that its guests need. */
const ANSWER_MS = 1000;
/** Of another host: the name server, TLS and the way there take their time, and its guests cannot be asked instead. */
const REMOTE_ANSWER_MS = 10_000;
/** How long a daemon may keep a request that waits for the next sweep. */
const SWEEP_MS = 40_000;
/** A thousand guests are 4 MB. */
const MOST_BYTES = 64 * 2 ** 20;
/** Errors that say that no daemon runs, or none that this user may ask. */
const NOBODY: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ECONNREFUSED', 'EACCES', 'ENOTDIR']);

/** A daemon that listens at an address, and what it knows its client by. */
export interface DaemonAddress {
  /** `http:` or `https:`; a user name and a password are sent as basic authentication. */
  readonly url: URL;
  /** Sent as a bearer token. */
  readonly token?: string | undefined;
}

/**
 * Asks a daemon what it has measured.
 *
 * The answer of a daemon of this host is taken on trust, since root or the user has made its socket. What comes from an address
 * is validated by schemas/snapshot.schema.json; integers beyond 2^53 are rounded there.
 */
export class DaemonClient {
  /** Its socket, or its address without credentials: for messages. */
  readonly path: string;
  readonly #isRemote: boolean;
  readonly #connect: (path: string, options: RequestOptions) => ClientRequest;

  /** @param daemon the path of its socket on this host, or its address */
  constructor(daemon: string | DaemonAddress) {
    this.path = typeof daemon === 'string' ? daemon : daemon.url.origin;
    this.#isRemote = typeof daemon !== 'string';
    this.#connect =
      typeof daemon === 'string'
        ? (path, options) => request({ ...options, socketPath: daemon, path })
        : (path, options) => requestAt(daemon, path, options);
  }

  /**
   * The last sweep; `undefined` while the daemon has none.
   *
   * @throws {DaemonError}
   */
  async sweep(signal: AbortSignal): Promise<DaemonSweep | undefined> {
    return this.#snapshot('/api/v1/snapshot', this.#isRemote ? REMOTE_ANSWER_MS : ANSWER_MS, signal);
  }

  /**
   * The next sweep after one; `undefined` when none has ended for a while.
   *
   * @throws {DaemonError}
   */
  async sweepAfter(number: number, signal: AbortSignal): Promise<DaemonSweep | undefined> {
    return this.#snapshot(`/api/v1/snapshot?after=${number}`, SWEEP_MS, signal);
  }

  async #snapshot(path: string, limitMs: number, signal: AbortSignal): Promise<DaemonSweep | undefined> {
    const { status, text } = await this.#get(path, limitMs, signal);
    if (status === 304) return undefined;
    if (status === 503) {
      const { code, message } = decodeError(text);
      if (code === NOT_READY) return undefined;
      throw new DaemonError(this.path, message);
    }
    if (status === 401)
      throw new DaemonError(this.path, 'the daemon wants a token, or a name and a password');
    if (status !== 200) throw new DaemonError(this.path, `${path} was answered with status ${status}`);
    const sweep = this.#isRemote ? await decodeRemoteSweep(text) : decodeSweep(text);
    if (typeof sweep === 'string') throw new DaemonError(this.path, `${path} was not answered with ${sweep}`);
    return sweep;
  }

  #get(path: string, limitMs: number, signal: AbortSignal): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const fail = (why: string, cause?: unknown) => {
        asked.destroy();
        reject(signal.aborted ? signal.reason : new DaemonError(this.path, why, { cause }));
      };
      const asked = this.#connect(path, { signal, agent: false, timeout: limitMs });
      asked.on('timeout', () => fail(`no answer within ${limitMs} ms`));
      // Node.js has no message of its own for a host all of whose addresses refuse.
      asked.on('error', (error) => fail(messageOf(error) || `${errnoOf(error)}`, error));
      asked.on('response', (response) => {
        const parts: string[] = [];
        let bytes = 0;
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          bytes += part.length;
          if (bytes > MOST_BYTES) fail(`the answer is longer than ${MOST_BYTES} bytes`);
          else parts.push(part);
        });
        response.on('error', (error) => fail(messageOf(error), error));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: parts.join('') }));
      });
      asked.end();
    });
  }
}

/** Paths of the daemon follow the path of its address, behind which a proxy may have put it. */
function requestAt({ url, token }: DaemonAddress, path: string, options: RequestOptions): ClientRequest {
  const whole = new URL(url);
  const [name = '', query = ''] = path.split('?');
  whole.pathname = `${url.pathname.replace(/\/$/, '')}${name}`;
  whole.search = query;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (url.protocol === 'https:' ? requestTls : request)(whole, { ...options, headers });
}

/**
 * The daemons of this host, by their sockets: the user's own, and root's. Connects to none.
 *
 * @param onDistrust is told of a socket that somebody else has made
 */
export function findDaemons(onDistrust: (why: string) => void = () => undefined): readonly DaemonClient[] {
  const uid = process.geteuid?.() ?? 0;
  return runtimeDirectories().flatMap((directory) => {
    const path = join(directory, API_SOCKET);
    try {
      const why = whyNotTrusted(path, uid);
      if (why === undefined) return new DaemonClient(path);
      onDistrust(why);
    } catch (error) {
      if (!NOBODY.has(errnoOf(error))) throw error;
    }
    return [];
  });
}

/** Whether an error only says that no daemon listens at the socket, or not to this user. */
export function isNobody({ cause }: DaemonError): boolean {
  return NOBODY.has(errnoOf(cause));
}
