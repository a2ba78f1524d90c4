import type { Target } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import { problemOf } from '../monitor/explain.js';
import { MonitorError } from '../monitor/monitor-error.js';
import { ConnectionLostError, QmpError } from '../protocol/qmp/errors.js';
import type { DomainQmp } from './reach.js';

/** In the place of a QEMU that cannot be asked: every command is rejected with the reason. */
export function silentQmp(problem: Problem): DomainQmp {
  const reject = () => Promise.reject(new MonitorError(problem));
  return { execute: reject, supports: reject };
}

/** What an error of asking QEMU means for the guest; `undefined` when it is an error of something else. */
export function problemOfError({ monitors: [first] }: Target, error: unknown): Problem | undefined {
  if (error instanceof MonitorError) return error.problem;
  return first !== undefined && error instanceof QmpError ? problemOf(first.address, error) : undefined;
}

/** Whether an error says that QEMU cannot be asked, or that the connection to it was lost. */
export function isSilence(error: unknown): boolean {
  return error instanceof MonitorError || error instanceof ConnectionLostError;
}

/**
 * Asks QEMU, else the host, where QEMU cannot be asked.
 *
 * @param otherwise `undefined` when the host does not know either
 * @throws {MonitorError} then
 */
export async function askOrElse<T>(
  ask: () => Promise<T>,
  otherwise: (why: string) => T | undefined,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const known = error instanceof MonitorError ? otherwise(error.message) : undefined;
    if (known === undefined) throw error;
    return known;
  }
}
