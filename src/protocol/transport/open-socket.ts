import { createConnection, type NetConnectOpts, type Socket } from 'node:net';
import { DeadlineExceeded } from '../../support/deadline.js';
import { errnoOf } from '../../support/errors.js';
import { type ErrnoWords, explainErrno } from '../../support/explain-errno.js';
import { LOOP_CLOCK } from '../../support/loop-clock.js';
import type { Address } from './address.js';
import { ConnectError, type ConnectFailure } from './connect-error.js';
import { hearOut } from './hear-out.js';

export interface ConnectOptions {
  /** How long to wait for the connection; a unix socket never takes long, a tcp one may (default: 1000). */
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
  ENOENT: 'no such socket: check the path, and that the guest is running',
  EACCES: "permission denied: run as root or as that QEMU's user",
  EPERM: "permission denied: run as root or as that QEMU's user",
  ECONNREFUSED: 'nothing listens there: its QEMU has ended, or runs without this socket',
  EAGAIN: 'its queue is full: the monitor serves another client, and more are waiting',
  ENOTSOCK: 'this is not a socket',
  ENOTFOUND: 'no such host: check the name',
  EAI_AGAIN: 'the host name cannot be resolved at the moment',
  EPROTOTYPE: 'this is a datagram socket, not a monitor',
};

/**
 * Connects a socket. A failure rejects with a {@link ConnectError}, also when it is the deadline of the signal; any other abort
 * with the signal's reason. Leaves nothing open.
 */
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
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      socket.off('connect', onConnect).off('error', onError);
      finish();
    };
    const fail = (reason: unknown) =>
      settle(() => {
        socket.on('error', ignore).destroy();
        reject(reason);
      });
    const onConnect = () => settle(() => resolve(hearOut(socket)));
    const onError = (error: Error) => fail(connectError(address, error));
    const timeout = (ms: number) => new ConnectError(address, 'timeout', `no connection within ${ms} ms`);
    const onAbort = () => {
      const { reason } = signal ?? {};
      fail(reason instanceof DeadlineExceeded ? timeout(Math.round(reason.afterMs)) : reason);
    };
    const stopTimer = LOOP_CLOCK.setAlarm(connectTimeoutMs, () => fail(timeout(connectTimeoutMs)));
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.on('connect', onConnect).on('error', onError);
  });
}

/** Maps an errno to a failure and its remedy. */
export function connectError(address: Address, error: unknown): ConnectError {
  const reason = FAILURES[errnoOf(error) ?? ''] ?? 'unreachable';
  return new ConnectError(address, reason, explainErrno(error, ERRNO_WORDS), { cause: error });
}

/** A destroyed socket may emit another error; the first one was reported. */
function ignore(): void {
  // Nothing to do.
}
