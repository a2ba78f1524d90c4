import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { untilAborted } from '../../support/deadline.js';
import { messageOf } from '../../support/errors.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { Control, ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { DomainProcess } from '../reach.js';
import { guardArgument } from './later-guard.js';

/** What a guard is started with, as a line of JSON on its standard input. */
export interface GuardOrder {
  readonly pid: number;
  readonly startTicks: number;
  readonly procRoot: string;
  readonly limitSeconds: number;
}

/**
 * What a guard is told later, a word a line; the end of its input is the end of who has frozen, and has it thaw.
 *
 * - `frozen`: the guest is frozen; from then on the guard looks whether somebody thaws it
 * - `outlive`: the same, and the end of the input means nothing
 * - `end`: it is thawed
 */
export type GuardWord = 'frozen' | 'outlive' | 'end';

/** What a guard prints once it is ready; anything else is why it cannot be. */
export const GUARD_READY = 'ready';

const MAX_COMPLAINT = 300;

/** A process that thaws the file systems of a guest when this one ends, and at the limit of the freeze. */
export class FreezeGuard {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    // It may have ended meanwhile: the agent says then what is frozen.
    child.stdin?.on('error', () => undefined);
    child.unref();
    for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream.unref();
  }

  tell(word: GuardWord): void {
    this.#child.stdin?.write(`${word}\n`);
  }

  /** It thaws what is frozen, and ends. */
  letGo(): void {
    this.#child.stdin?.end();
  }
}

/** The guards of those who have frozen a guest by this process. */
const guards = new WeakMap<Control, FreezeGuard>();

/**
 * Starts the guard of a freeze, before anything is frozen.
 *
 * @throws {ControlRefusedError} when it cannot be started
 */
export async function guardFreeze(
  { name, process: qemu, procRoot, control }: ControlReach,
  limitSeconds: number,
  signal: AbortSignal,
): Promise<FreezeGuard> {
  if (qemu === undefined)
    throw new ControlRefusedError(name, 'file systems are frozen on the host of its QEMU alone');
  signal.throwIfAborted();
  const { pid, startTicks } = qemu;
  const child = startProcess(name, qemu);
  const order: GuardOrder = { pid, startTicks, procRoot, limitSeconds };
  const guard = new FreezeGuard(child);
  try {
    const said = untilAborted(firstLine(child), signal);
    child.stdin?.write(`${stringifyJson(order)}\n`);
    const line = await said;
    if (line !== GUARD_READY) throw new Error(terminalSafe(line, MAX_COMPLAINT));
    child.stdout?.destroy();
    // Nothing is frozen: one of a freeze that somebody else has thawed would thaw this one at its own limit.
    endGuard(control);
    guards.set(control, guard);
    return guard;
  } catch (error) {
    guard.letGo();
    signal.throwIfAborted();
    throw new ControlRefusedError(name, `nothing would thaw a freeze in time: ${messageOf(error)}`);
  }
}

/** The file systems are thawed: their guard ends. */
export function endGuard(control: Control): void {
  guards.get(control)?.tell('end');
  guards.delete(control);
}

/** Who has frozen leaves: a guard that was not told to outlive that thaws. */
export function leaveFreeze(control: Control): void {
  guards.get(control)?.letGo();
  guards.delete(control);
}

/** By the name under which the package knows it: this file may be part of a larger one. */
function startProcess(guest: string, qemu: DomainProcess): ChildProcess {
  let program: string;
  try {
    program = createRequire(import.meta.url).resolve('#freeze-guard');
  } catch (error) {
    throw new ControlRefusedError(guest, `the guard of a freeze is not installed: ${messageOf(error)}`);
  }
  return spawn(process.execPath, [program, guardArgument(qemu)], {
    // In a session of its own, so that what ends a shell's job leaves it.
    detached: true,
    cwd: '/',
    env: { ...process.env, NODE_OPTIONS: '', NODE_DEBUG: '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error('its guard has ended at once')));
  });
}
