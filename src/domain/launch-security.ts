import type { PartFailure } from '../model/qemu-sample.js';
import { type LaunchSecurity, readLaunchMeasurement, readLaunchSecurity } from '../qemu/launch-security.js';
import { PartFailures } from '../support/part-failures.js';
import type { AskingReach } from './qmp-reach.js';

/** How the memory of a guest is protected from its host, and the proof of it. */
export interface DomainLaunchSecurity extends LaunchSecurity {
  /** Base64; only while the guest waits for its start (`launch-secret`). */
  readonly measurement: string | undefined;
  readonly failures: readonly PartFailure[];
}

/**
 * Reads how AMD's SEV protects the guest: query-sev, query-sev-launch-measure. Null: it does not; QEMU does not tell of TDX,
 * nor of s390x Secure Execution.
 */
export async function launchSecurity({
  qmp,
  options,
}: Pick<AskingReach, 'qmp' | 'options'>): Promise<DomainLaunchSecurity | null> {
  // A QEMU for other processors has no such command.
  const sev = (await qmp.supports('query-sev')) ? await readLaunchSecurity(qmp, options) : null;
  if (sev === null) return null;
  const parts = new PartFailures();
  const measurement = await parts.catch('measurement', readLaunchMeasurement(qmp, options));
  return { ...sev, measurement, failures: parts.list() };
}
