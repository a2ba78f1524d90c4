import type { DirtyRate } from '../model/dirty-rate.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asRecords, asString, type UnknownRecord } from '../support/decode.js';
import { unlessRefused } from './unless-refused.js';

const MEBIBYTE = 2 ** 20;

/**
 * Reads the last measured dirty rate: query-dirty-rate, which measures nothing itself. `undefined` when QEMU refuses, as one
 * does that lacks the command.
 */
export async function readDirtyRate(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<DirtyRate | undefined> {
  const reply = asRecord(await unlessRefused(qmp.execute('query-dirty-rate', undefined, options)));
  const status = asString(reply?.status);
  if (reply === undefined || status === undefined) return undefined;
  return {
    status,
    mode: asString(reply.mode),
    startSeconds: asCount(reply['start-time']),
    periodSeconds: periodOf(reply),
    bytesPerSecond: bytesOf(reply['dirty-rate']),
    vcpus: asRecords(reply['vcpu-dirty-rate']).flatMap((vcpu) => {
      const index = asCount(vcpu.id);
      const bytesPerSecond = bytesOf(vcpu['dirty-rate']);
      return index === undefined || bytesPerSecond === undefined ? [] : { index, bytesPerSecond };
    }),
  };
}

function periodOf(reply: UnknownRecord): number | undefined {
  const time = asCount(reply['calc-time']);
  return time !== undefined && reply['calc-time-unit'] === 'millisecond' ? time / 1000 : time;
}

function bytesOf(mebibytes: unknown): number | undefined {
  const count = asCount(mebibytes);
  return count === undefined ? undefined : count * MEBIBYTE;
}
