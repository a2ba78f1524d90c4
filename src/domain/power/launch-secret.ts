import { readLaunchSecurity } from '../../qemu/launch-security.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import type { Secret } from '../control/secret.js';
import { UnsupportedError } from '../domain-error.js';

/** What the guest's owner sends it before it starts, encrypted for its SEV firmware alone. Both are base64. */
export interface LaunchSecret {
  readonly header: Secret;
  readonly secret: Secret;
  /** The guest-physical address to which it is written (default: where the firmware of the guest says). */
  readonly address?: number | bigint | undefined;
}

/**
 * Hands a secret to a guest whose memory is protected by AMD's SEV, before its first start: sev-inject-launch-secret.
 *
 * @throws {UnsupportedError} when the guest is not protected by SEV, or QEMU has no such command (before 6.0)
 * @throws {ControlRefusedError} when it is not waiting for a secret
 */
export async function setLaunchSecurityState(
  reach: ControlReach,
  { header, secret, address }: LaunchSecret,
  options: CallOptions = {},
): Promise<void> {
  const { name, qmp, options: ask } = reach;
  await reach.control.call('setLaunchSecurityState', options, async (call) => {
    const sev = (await qmp.supports('query-sev')) ? await readLaunchSecurity(qmp, ask) : null;
    if (sev === null) throw new UnsupportedError(name, 'its memory is not protected by SEV');
    if (!(await qmp.supports('sev-inject-launch-secret')))
      throw new UnsupportedError(name, 'QEMU before 6.0 has no sev-inject-launch-secret');
    if (sev.state !== 'launch-secret') {
      const state = terminalSafe(sev.state ?? 'not known', 30);
      throw new ControlRefusedError(
        name,
        `it takes a secret only while it waits for its start: SEV is in the state ${state}`,
      );
    }
    const where = address === undefined ? {} : { gpa: address };
    await call.qemu('sev-inject-launch-secret', { 'packet-header': header, secret, ...where });
  });
}
