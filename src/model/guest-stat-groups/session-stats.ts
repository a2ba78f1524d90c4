import type { GuestStatGroup } from '../guest-stats.js';
import type { GuestStatsOptions } from '../guest-stats-options.js';
import type { QemuRelease, SessionAccount } from '../session-account.js';
import type { GuestSnapshot } from '../snapshot.js';
import { microseconds, stat } from './stat.js';

/** The group `session`: which life of the guest this is, and what runs it. */
export function sessionStats(
  { uuid }: GuestSnapshot,
  { number, uptimeSeconds, qemuVersion }: SessionAccount,
  { provider = '', exactVersion = false }: GuestStatsOptions,
): GuestStatGroup {
  return {
    name: 'session',
    stats: [
      ...stat('session', number, 'static'),
      ...stat('uptime', microseconds(uptimeSeconds), 'accumulate', 'us'),
      ...stat('version', qemuVersion && versionText(qemuVersion, exactVersion)),
      ...stat('provider', provider),
      ...stat('uuid.bios', uuid === undefined ? undefined : biosUuid(uuid)),
    ],
  };
}

/** The distributor's version tells which holes a host has: guests get major and minor only, unless it is wanted. */
function versionText({ major, minor, micro, package: distribution }: QemuRelease, isExact: boolean): string {
  if (!isExact) return `QEMU ${major}.${minor}`;
  return `QEMU ${major}.${minor}.${micro}${distribution === '' ? '' : ` (${distribution})`}`;
}

/** `564d2c53-4356-668e-7c05-fd7e511e23f3` → `56 4d 2c 53 43 56 66 8e-7c 05 fd 7e 51 1e 23 f3`. */
export function biosUuid(uuid: string): string | undefined {
  const digits = uuid.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) return undefined;
  const bytes = digits.match(/../g) ?? [];
  return `${bytes.slice(0, 8).join(' ')}-${bytes.slice(8).join(' ')}`;
}
