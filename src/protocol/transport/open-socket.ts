import { createConnection, type NetConnectOpts, type Socket } from 'node:net';
import { errnoOf } from '../../support/errors.js';
import { type ErrnoWords, explainErrno } from '../../support/explain-errno.js';
import type { Address } from './address.js';
import { ConnectError, type ConnectFailure } from './connect-error.js';

export interface ConnectOptions {
  /** Gives up on the connection itself; a unix socket needs no time at all, a tcp one may. Default 1000. */
  readonly connectTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 1000;

/** Every other errno is `unreachable`. */
const FAILURES: { readonly [errno: string]: ConnectFailure } = {
  ENOENT: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  ECONNREFUSED: 'refused',
  EAGAIN: 'queue-full',
  ENOTSOCK: 'not-a-socket',
  EPROTOTYPE: 'not-a-socket',
};

const ERRNO_WORDS: ErrnoWords = {
  ENOENT: 'no such socket: look for the right path, or whether the guest is running',
  EACCES: "permission denied: run as root or as that QEMU's user",
  EPERM: "permission denied: run as root or as that QEMU's user",
  ECONNREFUSED: 'nobody listens there any more: its QEMU has ended, or was started without it',
  EAGAIN: 'its queue is full: the monitor serves another client, and others wait already',
  ENOTSOCK: 'this is not a socket',
  ENOTFOUND: 'no such host: look for the right name',
  EAI_AGAIN: 'the name of the host cannot be looked up just now',
  EPROTOTYPE: 'this is a datagram socket, and no monitor',
};

/** Connects a socket; every failure becomes a {@link ConnectError}, and nothing stays open after one. */
export function openSocket(
  address: Address,
  target: NetConnectOpts,
  options: ConnectOptions,
): Promise<Socket> {
  const { signal, connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const socket = createConnection(target);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.off('connect', onConnect).off('error', onError);
      finish();
    };
    const fail = (reason: unknown) =>
      settle(() => {
        socket.on('error', ignore).destroy();
        reject(reason);
      });
    const onConnect = () => settle(() => resolve(socket));
    const onError = (error: Error) => fail(connectError(address, error));
    const onAbort = () => fail(signal?.reason);
    const timer = setTimeout(() => {
      fail(new ConnectError(address, 'timeout', `no connection within ${connectTimeoutMs} ms`));
    }, connectTimeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.on('connect', onConnect).on('error', onError);
  });
}

/** Maps an errno to a failure that says what to do. */
export function connectError(address: Address, error: unknown): ConnectError {
  const reason = FAILURES[errnoOf(error) ?? ''] ?? 'unreachable';
  return new ConnectError(address, reason, explainErrno(error, ERRNO_WORDS), { cause: error });
}

/** A destroyed socket may still report an error; it was already told as the reason. */
function ignore(): void {
  // Nothing to do.
}
