import type { GuestProgramResult } from '../../model/guest-agent.js';
import { AgentError } from '../../protocol/qga/agent-error.js';
import { DeadlineExceeded } from '../../support/deadline.js';
import { asCount, asString, type UnknownRecord } from '../../support/decode.js';
import { messageOf, UnfinishedError } from '../../support/errors.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { Secret } from '../control/secret.js';
import { UnsupportedError } from '../domain-error.js';
import { AgentAnswerError, objectOf } from './agent-answer.js';
import { expectCommand } from './expect-command.js';

/** How to run a program in the guest. */
export interface GuestExecOptions extends CallOptions {
  /** Its environment, each `NAME=value` (default: that of the agent). */
  readonly env?: readonly string[] | undefined;
  /** Its standard input, which no record shows (default: empty). */
  readonly input?: Uint8Array | undefined;
  /** The most that both outputs may have together (default: 4 MiB); the agent keeps 16 MiB of each. */
  readonly maxOutputBytes?: number | undefined;
}

const EXEC = 'guest-exec';
const STATUS = 'guest-exec-status';
const PROGRAM_MS = 60_000;
const LOOK_MS = 100;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
/** What is beside the output in an answer. */
const ANSWER_BYTES = 4096;
/** An answer with all of the output takes a while on its way. */
const ANSWER_MS = 30_000;

/**
 * Runs a program in the guest, without a shell, and waits for its end: guest-exec and guest-exec-status, since qemu-ga 2.5. Many
 * systems forbid them. The agent runs it as its own user, mostly root: the guest must be opened with `guestExec`.
 *
 * Its output is what the guest says, byte for byte: it may hold whatever a terminal would obey.
 *
 * @throws {ControlRefusedError} when the guest was not opened with `control: { guestExec: true }`
 * @throws {ControlError} when the program cannot be started, or prints too much; at the deadline, when it goes on in the guest
 * @throws {NoAgentError} when there is no agent, or it lacks or forbids the command
 */
export async function guestExec(
  reach: ControlReach,
  program: string,
  args: readonly string[] = [],
  { env, input, maxOutputBytes, ...options }: GuestExecOptions = {},
): Promise<GuestProgramResult> {
  return reach.control.call('guestExec', { usualMs: PROGRAM_MS, ...options }, (call) => {
    const request = {
      ...{ path: program, arg: args, env },
      'input-data': input && new Secret(Buffer.from(input).toString('base64')),
    };
    return runInGuest(reach, call, request, maxOutputBytes);
  });
}

/** The arguments of guest-exec. */
interface ExecRequest {
  readonly path: string;
  readonly arg: readonly string[];
  readonly env?: readonly string[] | undefined;
  readonly 'input-data'?: Secret | undefined;
}

/** Runs a program as a part of a call. */
export async function runInGuest(
  reach: ControlReach,
  call: ControlCall,
  request: ExecRequest,
  maxOutputBytes = MAX_OUTPUT_BYTES,
): Promise<GuestProgramResult> {
  const { name, control, withAgent } = reach;
  if (!control.mayExec)
    throw new ControlRefusedError(
      name,
      `${call.verb} runs a program in the guest: open it with { control: { guestExec: true } }`,
    );
  await expectCommand(reach, EXEC);
  const started = await call.agent(EXEC, withoutUndefined({ ...request, 'capture-output': true }));
  if (call.isDryRun) return NOT_RUN;
  const pid = asCount(objectOf(EXEC, started).pid);
  if (pid === undefined) throw new AgentAnswerError(EXEC, 'pid');
  const limits = { timeoutMs: ANSWER_MS, maxAnswerBytes: ANSWER_BYTES + Math.ceil((maxOutputBytes * 4) / 3) };
  const query = async () => {
    const status = objectOf(STATUS, await withAgent((agent) => agent.execute(STATUS, { pid }), limits));
    return status.exited === true ? decodeResult(pid, status) : undefined;
  };
  try {
    const result = await call.until('the program to end', {
      query: () => unlessTooLong(name, query()),
      everyMs: LOOK_MS,
    });
    return result ?? NOT_RUN;
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
    throw new UnfinishedError(`${messageOf(error)}: it goes on in the guest, as process ${pid}`, {
      cause: error,
    });
  }
}

const NOTHING = new Uint8Array();
const NOT_RUN: GuestProgramResult = {
  ...{ pid: 0, exitStatus: undefined, signal: undefined },
  ...{ stdout: NOTHING, stderr: NOTHING, isTruncated: false },
};

/** The agent gives the output once: asked again, it knows of no such program. */
async function unlessTooLong<T>(guest: string, answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    if (!(error instanceof AgentError) || error.reason !== 'broken') throw error;
    throw new UnsupportedError(guest, `the program has ended, and its output is lost: ${messageOf(error)}`);
  });
}

/** Decodes `{"exited":true,"exitcode":0,"out-data":"aGkK","out-truncated":false}`. */
function decodeResult(pid: number, status: UnknownRecord): GuestProgramResult {
  return {
    pid,
    exitStatus: asCount(status.exitcode),
    signal: asCount(status.signal),
    stdout: decodeBase64(status['out-data']),
    stderr: decodeBase64(status['err-data']),
    isTruncated: status['out-truncated'] === true || status['err-truncated'] === true,
  };
}

function decodeBase64(text: unknown): Uint8Array {
  return Buffer.from(asString(text) ?? '', 'base64');
}

function withoutUndefined(args: object): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
