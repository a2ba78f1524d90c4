import type { RunState } from '../model/run-state.js';
import type { ExecuteOptions, Executor } from '../qmp/executor.js';
import { asRecord, asString } from '../support/decode.js';

/** Reads the run state: query-status. */
export async function readRunState(qmp: Executor, options?: ExecuteOptions): Promise<RunState | undefined> {
  return asString(asRecord(await qmp.execute('query-status', undefined, options))?.status);
}
