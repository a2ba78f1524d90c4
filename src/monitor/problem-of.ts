import type { Problem, ProblemKind } from '../model/problem.js';
import {
  CommandTimeoutError,
  ConnectionLostError,
  GreetingTimeoutError,
  NotQmpError,
} from '../protocol/qmp/errors.js';
import { type Address, formatAddress } from '../protocol/transport/address.js';
import { ConnectError, type ConnectFailure } from '../protocol/transport/connect-error.js';
import { DeadlineExceeded } from '../support/deadline.js';
import { messageOf } from '../support/errors.js';
import type { Probe } from './probe.js';

const OF_CONNECT: { readonly [failure in ConnectFailure]: ProblemKind } = {
  missing: 'gone',
  refused: 'gone',
  denied: 'denied',
  'queue-full': 'busy',
  'not-a-socket': 'foreign',
  unreachable: 'failed',
  timeout: 'failed',
};

/** What an error on the way to a monitor means for the guest. */
export function problemOf(address: Address, error: unknown): Problem {
  return {
    kind: kindOf(error),
    message: isOurs(error) ? error.message : `${formatAddress(address)}: ${messageOf(error)}`,
  };
}

/** What was seen before connecting, where that says not to connect. */
export function problemOfProbe(
  address: Address,
  look: Exclude<Probe, 'free'>,
  pid: number | undefined,
): Problem {
  const where = formatAddress(address);
  const who = pid === undefined ? 'its QEMU' : `QEMU (pid ${pid})`;
  switch (look) {
    case 'busy':
      return {
        kind: 'busy',
        message: `${where}: another client holds the monitor: give QEMU a -qmp socket of our own`,
      };
    case 'queued':
      return { kind: 'hung', message: `${where}: ${who} does not accept connections: its main loop hangs` };
    case 'stopped':
      return {
        kind: 'stopped',
        message: `${where}: ${who} is stopped (SIGSTOP or a debugger): kill -CONT ${pid ?? 'it'}`,
      };
    case 'gone':
      return { kind: 'gone', message: `${where}: ${who} has ended` };
  }
}

function kindOf(error: unknown): ProblemKind {
  if (error instanceof ConnectError) return OF_CONNECT[error.reason];
  if (error instanceof GreetingTimeoutError || error instanceof CommandTimeoutError) return 'hung';
  if (error instanceof DeadlineExceeded) return 'hung';
  if (error instanceof NotQmpError) return 'foreign';
  if (error instanceof ConnectionLostError) return 'gone';
  return 'failed';
}

/** Errors whose message names the address already. */
function isOurs(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof DeadlineExceeded) && 'code' in error;
}
