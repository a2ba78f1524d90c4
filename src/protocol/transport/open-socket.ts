import { createConnection, type NetConnectOpts, type Socket } from 'node:net';
import { errnoOf, messageOf } from '../../support/errors.js';
import type { Address } from './address.js';
import { ConnectError, type ConnectFailure } from './connect-error.js';

export interface ConnectOptions {
  /** Gives up on the connection itself; a unix socket needs no time at all, a tcp one may. Default 1000. */
  readonly connectTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 1000;

const FAILURES: { readonly [errno: string]: readonly [ConnectFailure, string] } = {
  ENOENT: ['missing', 'no such socket: look for the right path, or whether the guest is running'],
  EACCES: ['denied', "permission denied: run as root or as that QEMU's user"],
  EPERM: ['denied', "permission denied: run as root or as that QEMU's user"],
  ECONNREFUSED: ['refused', 'nobody listens there any more: its QEMU has ended, or was started without it'],
  EAGAIN: ['queue-full', 'its queue is full: the monitor serves another client, and others wait already'],
  ENOTSOCK: ['not-a-socket', 'this is not a socket'],
  ENOTFOUND: ['unreachable', 'no such host: look for the right name'],
  EAI_AGAIN: ['unreachable', 'the name of the host cannot be looked up just now'],
  EHOSTUNREACH: ['unreachable', 'no way to this host'],
  ENETUNREACH: ['unreachable', 'no way to this host'],
  EMFILE: ['unreachable', 'too many files are open: raise the limit (LimitNOFILE=, ulimit -n)'],
  ENFILE: ['unreachable', 'too many files are open on this host: raise fs.file-max'],
  EPROTOTYPE: ['not-a-socket', 'this is a datagram socket, and no monitor'],
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
  const [reason, explanation] = FAILURES[errnoOf(error) ?? ''] ?? ['unreachable', messageOf(error)];
  return new ConnectError(address, reason, explanation, { cause: error });
}

/** A destroyed socket may still report an error; it was already told as the reason. */
function ignore(): void {
  // Nothing to do.
}
