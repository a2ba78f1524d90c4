import { sleep } from '../../support/deadline.js';
import { asCount, asRecord } from '../../support/decode.js';
import type { AgentClient } from './client.js';

const LOOK_MS = 100;

/**
 * Runs a program in the guest, and waits for its end, with guest-exec and guest-exec-status (both since 2.5; many guests forbid
 * them).
 *
 * @param signal stops waiting; the program keeps running
 * @returns its exit status; 128 plus the signal's number when a signal ended it
 * @throws {AgentError} when the agent refuses
 */
export async function runProgram(
  agent: AgentClient,
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const started = asRecord(await agent.execute('guest-exec', { path: program, arg: args }));
  const pid = asCount(started?.pid);
  if (pid === undefined) throw new Error('guest-exec returned no pid');
  for (;;) {
    const status = asRecord(await agent.execute('guest-exec-status', { pid }));
    if (status?.exited === true) return asCount(status.exitcode) ?? 128 + (asCount(status.signal) ?? 0);
    await sleep(LOOK_MS, signal);
  }
}
