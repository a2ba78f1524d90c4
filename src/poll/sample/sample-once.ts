import type { Target } from '../../discover/target.js';
import { readProcess } from '../../linux/process.js';
import type { Problem } from '../../model/problem.js';
import type { QemuSample } from '../../model/qemu-sample.js';
import { problemOf, problemOfForeign } from '../../monitor/explain.js';
import { ownsVcpus } from '../../monitor/monitor-owner.js';
import { QmpError } from '../../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { type Address, formatAddress } from '../../protocol/transport/address.js';
import { PartFailures } from '../../support/part-failures.js';
import { GuestSampler } from './guest-sampler.js';
import { hintsOf } from './machine-hints.js';

/** The reply to query-status has no run state: the peer is not a QEMU, or a broken one. */
export class NoStatusError extends QmpError {
  constructor(address: Address) {
    super(
      'ERR_QMP_NO_STATUS',
      address,
      'the reply to query-status has no status: this is not a QEMU, or a broken one',
    );
  }
}

/** Why a QEMU has not reported its run state, without which none of its other answers count. */
export function whyNoStatus(address: Address, failures: PartFailures): unknown {
  return failures.errorOf('status') ?? new NoStatusError(address);
}

/** How to take a sample. */
export interface SampleOnceOptions extends ExecuteOptions {
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
}

/**
 * Takes one fast sample on a connection of the caller's. Writes nothing. Resolves to the reason when QEMU does not answer, or
 * another QEMU does.
 */
export async function sampleOnce(
  target: Target,
  client: QmpClient,
  { procRoot = '/proc', ...options }: SampleOnceOptions,
): Promise<QemuSample | Problem> {
  const failures = new PartFailures();
  const sampler = new GuestSampler({ hints: hintsOf(target) });
  const sample = await sampler.sampleFast(client, options, failures);
  if (sample.runState === undefined) return problemOf(client.address, whyNoStatus(client.address, failures));
  return isOfAnother(target, sample, procRoot)
    ? problemOfForeign(formatAddress(client.address), target.process?.pid)
    : sample;
}

/** Whether another QEMU than the target's has answered; behind an address that a user has named, any may. */
function isOfAnother({ process, isNamed }: Target, sample: QemuSample, procRoot: string): boolean {
  const found = process && !isNamed ? readProcess(procRoot, process.pid) : undefined;
  return found !== undefined && !ownsVcpus(found, sample);
}
