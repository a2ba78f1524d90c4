import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asString } from '../support/decode.js';

/** How AMD's SEV protects the memory of a guest from its host. */
export interface LaunchSecurity {
  /** Before QEMU 9.1 only `sev`. */
  readonly type: 'sev' | 'sev-snp';
  readonly apiMajor: number | undefined;
  readonly apiMinor: number | undefined;
  readonly buildId: number | undefined;
  /** How far the launch is: `launch-update`, `launch-secret`, `running` … */
  readonly state: string | undefined;
  /** The bits that the guest's owner has set. */
  readonly policy: number | undefined;
  /** Of `sev` only. */
  readonly handle: number | undefined;
}

/** Reads how the memory of the guest is protected: query-sev. Null: it is not. */
export async function readLaunchSecurity(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<LaunchSecurity | null> {
  return decodeSev(await qmp.execute('query-sev', undefined, options));
}

/**
 * Decodes `{"enabled":true,"api-major":1,"api-minor":49,"build-id":6,"policy":1,"state":"running","handle":1}`; since QEMU 9.1
 * with `"sev-type":"sev"`, or `"sev-type":"sev-snp","snp-policy":196608`. Null when it is not enabled: the figures are 0 then.
 */
export function decodeSev(value: unknown): LaunchSecurity | null {
  const sev = asRecord(value);
  if (sev?.enabled !== true) return null;
  return {
    type: sev['sev-type'] === 'sev-snp' ? 'sev-snp' : 'sev',
    apiMajor: asCount(sev['api-major']),
    apiMinor: asCount(sev['api-minor']),
    buildId: asCount(sev['build-id']),
    state: asString(sev.state),
    policy: asCount(sev.policy) ?? asCount(sev['snp-policy']),
    handle: asCount(sev.handle),
  };
}

/** Reads the measurement of what was loaded before the start, base64: query-sev-launch-measure. It is told until the guest runs. */
export async function readLaunchMeasurement(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<string | undefined> {
  return asString(asRecord(await qmp.execute('query-sev-launch-measure', undefined, options))?.data);
}
