import type { Target } from '../../discover/target.js';
import type { Problem } from '../../model/problem.js';
import type { QemuSample } from '../../model/qemu-sample.js';
import { problemOf } from '../../monitor/explain.js';
import { QmpError } from '../../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import type { Address } from '../../protocol/transport/address.js';
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

/**
 * Takes one fast sample on a connection of the caller's. Writes nothing. Resolves to the reason when QEMU does not answer.
 */
export async function sampleOnce(
  target: Target,
  client: QmpClient,
  options: ExecuteOptions,
): Promise<QemuSample | Problem> {
  const failures = new PartFailures();
  const sampler = new GuestSampler({ hints: hintsOf(target) });
  const sample = await sampler.sampleFast(client, options, failures);
  if (sample.runState !== undefined) return sample;
  return problemOf(client.address, whyNoStatus(client.address, failures));
}
