import type { Target } from '../discover/target.js';
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
import { type Waited, wasLate } from '../support/loop-clock.js';
import { problemOfLateness } from './lateness.js';
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
    message: namesAddress(error) ? error.message : `${formatAddress(address)}: ${messageOf(error)}`,
  };
}

/** What a probe that forbids a connection means for the guest. */
export function problemOfProbe(
  address: Address,
  probe: Exclude<Probe, 'free'>,
  pid: number | undefined,
): Problem {
  const where = formatAddress(address);
  const qemu = describeQemu(pid);
  switch (probe) {
    case 'busy':
      return {
        kind: 'busy',
        message: `${where}: another client holds the monitor: add a second -qmp socket for qgauge`,
      };
    case 'queued':
      return { kind: 'hung', message: `${where}: ${qemu} does not accept connections: ${HANGS}` };
    case 'stopped':
      return {
        kind: 'stopped',
        message: `${where}: ${qemu} is stopped (SIGSTOP or a debugger): kill -CONT ${pid ?? 'it'}`,
      };
    case 'gone':
      return { kind: 'gone', message: `${where}: ${qemu} has ended` };
  }
}

/** The problem of a monitor that has accepted a connection, and been silent since. */
export function problemOfSilence(address: Address, pid: number | undefined, waited: Waited): Problem {
  const where = formatAddress(address);
  if (wasLate(waited)) return problemOfLateness(where, waited);
  const seconds = Math.round((waited.ranMs + waited.lateMs) / 1000);
  return {
    kind: 'hung',
    message: `${where}: ${describeQemu(pid)} has not answered for ${seconds} s: ${HANGS}`,
  };
}

/** The problem of a QEMU that has no monitor. */
export function problemOfNoMonitor({ process, whyNoMonitor }: Target): Problem {
  return { kind: 'no-monitor', message: `pid ${process?.pid ?? '?'}: ${whyNoMonitor}` };
}

/** The problem of a guest whose address leads to another QEMU. */
export function problemOfForeign(socket: string | undefined, pid: number | undefined): Problem {
  const why = `another QEMU than pid ${pid} answers there: two were given one path, and the later one has it`;
  return { kind: 'foreign', message: `${socket}: ${why}` };
}

const HANGS = 'its main loop hangs';

function describeQemu(pid: number | undefined): string {
  return pid === undefined ? 'its QEMU' : `QEMU (pid ${pid})`;
}

function kindOf(error: unknown): ProblemKind {
  if (error instanceof ConnectError) return OF_CONNECT[error.reason];
  if (error instanceof GreetingTimeoutError || error instanceof CommandTimeoutError) return 'hung';
  if (error instanceof DeadlineExceeded) return 'hung';
  if (error instanceof NotQmpError) return 'foreign';
  if (error instanceof ConnectionLostError) return 'gone';
  return 'failed';
}

/** Whether an error's message contains the address already. */
function namesAddress(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof DeadlineExceeded) && 'code' in error;
}
