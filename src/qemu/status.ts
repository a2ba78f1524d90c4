import type { RunStatus } from '../model/run-state.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asRecord, asString } from '../support/decode.js';

/** Reads the run state, and whether the guest runs in it: query-status. */
export async function readRunStatus(qmp: QemuExecutor, options?: ExecuteOptions): Promise<RunStatus> {
  const status = asRecord(await qmp.execute('query-status', undefined, options));
  return { runState: asString(status?.status), isRunning: asBoolean(status?.running) };
}
