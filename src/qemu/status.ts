import type { RunState } from '../model/run-state.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecord, asString } from '../support/decode.js';

/** Reads the run state: query-status. */
export async function readRunState(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<RunState | undefined> {
  return asString(asRecord(await qmp.execute('query-status', undefined, options))?.status);
}
