import { writeFile } from 'node:fs/promises';
import { complaintOf, ProgramError, runProgram } from '../../linux/run-program.js';
import type { AgentClient } from '../../protocol/qga/client.js';
import { errnoOf } from '../../support/errors.js';
import { explainErrno } from '../../support/explain-errno.js';
import { UnsupportedError } from '../domain-error.js';
import { lives } from '../own-process.js';
import type { Reach } from '../reach.js';
import type { EventClient } from './event-log.js';
import { revealSecrets } from './secret.js';
import type { Step } from './step.js';

/** What steps need of their guest. */
export interface CallReach extends Pick<Reach, 'name' | 'process' | 'procRoot' | 'withAgent'> {
  /** The present connection to QEMU, else a new one. */
  readonly client: () => Promise<EventClient & ControlQmp>;
}

interface ControlQmp {
  executeUntyped(
    command: string,
    args?: { readonly [name: string]: unknown },
    options?: { readonly timeoutMs?: number | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<unknown>;
}

/** How long a step may take. */
export interface StepLimits {
  readonly signal: AbortSignal;
  /** For the answer of QEMU or the agent (default: as the guest was opened). */
  readonly timeoutMs?: number | undefined;
  /** Of a command of the agent whose success is silence: how long an error would take to come. */
  readonly silenceMs?: number | undefined;
}

/** What an errno means of a file of the kernel. */
const KERNEL_FILE_WORDS = {
  EINVAL: 'the kernel does not accept this value',
  ERANGE: 'the kernel does not accept this value',
  EBUSY: 'the kernel cannot do this now',
  ENOENT: 'it is gone',
  ENODEV: 'there is no such device any more',
};

const SIGNAL_WORDS = { EPERM: 'run qgauge as root, or as its user' };

const PROGRAM_MS = 10_000;

/**
 * Carries out one step.
 *
 * @returns the unchecked result of a command, or what a program has printed
 * @throws {UnsupportedError} when a program is not installed, or the kernel refuses a value
 * @throws {ProgramError} when a program fails
 */
export async function carryOut(step: Step, reach: CallReach, limits: StepLimits): Promise<unknown> {
  switch (step.to) {
    case 'qemu':
      return (await reach.client()).executeUntyped(step.command, revealed(step.args), limits);
    case 'agent':
      return reach.withAgent((agent) => tellAgent(agent, step, limits), limits);
    case 'program':
      return run(reach.name, step, limits);
    case 'file':
      return write(reach.name, step);
    case 'process':
      return kill(reach, step);
    case 'chardev':
      return undefined;
  }
}

type StepTo<To extends Step['to']> = Extract<Step, { readonly to: To }>;

function tellAgent(
  agent: AgentClient,
  { command, args }: StepTo<'agent'>,
  { signal, silenceMs }: StepLimits,
): Promise<unknown> {
  return silenceMs === undefined
    ? agent.execute(command, revealed(args), { signal })
    : agent.executeSilently(command, revealed(args), { signal, silenceMs });
}

async function run(
  guest: string,
  { program, args }: StepTo<'program'>,
  { signal }: StepLimits,
): Promise<string> {
  const output = await runProgram(program, args, { timeoutMs: PROGRAM_MS, signal });
  if (output === undefined)
    throw new UnsupportedError(guest, `this needs the program ${program}, which is not installed`);
  if (output.status !== 0) throw new ProgramError(program, complaintOf(output), true);
  return output.stdout;
}

/** In one write(2): what fails has changed nothing. */
async function write(guest: string, { path, text }: StepTo<'file'>): Promise<void> {
  try {
    // Nothing at all would not be written: a line break empties a file of a control group.
    await writeFile(path, text || '\n');
  } catch (error) {
    const why = explainErrno(error, KERNEL_FILE_WORDS);
    throw new UnsupportedError(guest, `${path} cannot be set to ${text}: ${why}`);
  }
}

/** A process that has the pid by then is never signalled. */
function kill({ name, process: qemu, procRoot }: CallReach, { signal, pid }: StepTo<'process'>): void {
  if (qemu === undefined || !lives(procRoot, qemu)) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return; // it has ended meanwhile
    const why = `its QEMU, process ${pid}, cannot be signalled: ${explainErrno(error, SIGNAL_WORDS)}`;
    throw new UnsupportedError(name, why);
  }
}

function revealed(args: object | undefined): { readonly [name: string]: unknown } | undefined {
  if (args === undefined) return undefined;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, revealSecrets(value)]));
}
