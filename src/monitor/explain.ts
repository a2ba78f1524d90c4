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
import type { SocketObstacle } from './choose-socket.js';
import { problemOfLateness } from './lateness.js';
import type { ProcessProbe } from './probe-process.js';

const OF_CONNECT: { readonly [failure in ConnectFailure]: ProblemKind } = {
  missing: 'gone',
  refused: 'gone',
  denied: 'denied',
  'queue-full': 'busy',
  'not-a-socket': 'foreign',
  unreachable: 'unreachable',
  timeout: 'unreachable',
};

/** What an error on the way to a monitor means for the guest. */
export function problemOf(address: Address, error: unknown): Problem {
  return {
    kind: kindOf(address, error),
    message: namesAddress(error) ? error.message : `${formatAddress(address)}: ${messageOf(error)}`,
  };
}

/** What a probe of a process means for the guest. */
export function problemOfProcess({ monitors, process }: Target, probe: ProcessProbe): Problem {
  const [first] = monitors;
  const where = first ? `${formatAddress(first.address)}: ` : '';
  const qemu = describeQemu(process?.pid);
  switch (probe) {
    case 'stopped':
      return {
        kind: 'stopped',
        message: `${where}${qemu} is stopped (SIGSTOP or a debugger): kill -CONT ${process?.pid ?? 'it'}`,
      };
    case 'frozen':
      return {
        kind: 'frozen',
        message: `${where}${qemu} is frozen with its control group (docker pause): thaw it`,
      };
    case 'waiting':
      return {
        kind: 'waiting',
        message: `${where}${qemu} starts the guest when its owner connects (wait=on); --socket connects in the owner's place`,
      };
    case 'gone':
      return { kind: 'gone', message: `${where}${qemu} has ended` };
  }
}

/** What a socket that cannot be connected to means for the guest. */
export function problemOfSocket(
  { process }: Target,
  { socket: { address, other }, probe, holder }: SocketObstacle,
): Problem {
  const where = formatAddress(address);
  switch (probe) {
    case 'busy':
      return {
        kind: 'busy',
        message: `${where}: ${holder ?? 'another client'} holds the monitor: add a second -qmp socket for qgauge`,
      };
    case 'queued':
      return {
        kind: 'hung',
        message: `${where}: ${describeQemu(process?.pid)} does not accept connections: ${HANGS}`,
      };
    case 'deleted':
      return {
        kind: 'gone',
        message: `${where}: ${describeQemu(process?.pid)} listens there, but the file was deleted or moved: name it with --socket, or start QEMU again`,
      };
    case 'taken':
      return problemOfForeign(where, process?.pid);
    case 'other':
      return { kind: 'foreign', message: `${where}: it is ${other}, and not a QMP monitor` };
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

function kindOf(address: Address, error: unknown): ProblemKind {
  if (error instanceof ConnectError) {
    const kind = OF_CONNECT[error.reason];
    // A socket of this host is not reached for a reason of our own, such as too many open files.
    return kind === 'unreachable' && address.type === 'unix' ? 'failed' : kind;
  }
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
