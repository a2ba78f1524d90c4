import type { Domain } from '../../domain/domain.js';
import type { NewTime } from '../../domain/power/set-time.js';
import { encodeGuestInfo } from '../../formats/domain/guest-info.js';
import { parameterLines } from '../../formats/domain/parameter-lines.js';
import { table } from '../../formats/domain/virsh-text.js';
import { GUEST_INFO_PARTS, type GuestInfoPart } from '../../model/guest-agent.js';
import { formatCpuList } from '../../support/cpu-list.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { orOtherSource } from './other-source.js';
import { warningsOf } from './state-verbs.js';
import { type FitText, fitted, type VerbOutput } from './verb.js';

/** sshd reads no longer key. */
const MAX_KEY = 16_384;

/** `virsh domfsinfo`. Disks have the ids of their devices. */
export async function domfsinfo(domain: Domain): Promise<VerbOutput> {
  const info = await domain.fsInfo();
  const rows = info.fileSystems.map(({ mountpoint, name, type, disks }) => {
    const names = disks.flatMap(({ alias, device }) => alias ?? device ?? []);
    return [mountpoint, name, type, names.join(',')];
  });
  const encode: FitText = (width) =>
    rows.length === 0
      ? 'No filesystems are mounted in the domain\n'
      : table(['Mountpoint', 'Name', 'Type', 'Target'], rows, { width });
  return { json: info, ...fitted(encode), warnings: warningsOf(info.failures) };
}

/** virsh's options for the parts of what an agent tells. */
const OPTION_OF: { readonly [Part in GuestInfoPart]: string } = {
  users: 'user',
  os: 'os',
  timezone: 'timezone',
  hostname: 'hostname',
  filesystems: 'filesystem',
  disks: 'disk',
  interfaces: 'interface',
  load: 'load',
};

/** `virsh guestinfo`. */
export async function guestinfo(
  domain: Domain,
  _words: readonly string[],
  options: { readonly [option: string]: unknown },
): Promise<VerbOutput> {
  const chosen = GUEST_INFO_PARTS.filter((part) => options[OPTION_OF[part]] === true);
  const info = await domain.guestInfo(chosen.length === 0 ? undefined : chosen);
  return { json: info, text: encodeGuestInfo(info), warnings: warningsOf(info.failures) };
}

/** `virsh guestvcpus`. */
export async function guestvcpus(domain: Domain): Promise<VerbOutput> {
  const vcpus = await domain.guestVcpus();
  const text = parameterLines([
    ['vcpus', formatCpuList(vcpus.known)],
    ['online', formatCpuList(vcpus.online)],
    ['offlinable', formatCpuList(vcpus.offlinable)],
  ]);
  return { json: vcpus, text };
}

interface TimeOptions {
  readonly pretty?: boolean;
  readonly now?: boolean;
  readonly sync?: boolean;
  readonly time?: number;
}

/** `virsh domtime`, which prints nothing when it has set the clock. */
export async function domtime(
  domain: Domain,
  _words: readonly string[],
  options: TimeOptions,
): Promise<VerbOutput> {
  const { pretty = false } = options;
  const to = newTime(options);
  const set = to === undefined ? undefined : await domain.setTime(to);
  const time = set ?? (await domain.time());
  const warnings = warningsOf(set?.failures ?? []);
  return { json: time, text: `Time: ${pretty ? encodeTime(time.seconds) : time.seconds}\n`, warnings };
}

/** What to set the clock to. */
function newTime({ now, sync, time }: TimeOptions): NewTime | undefined {
  if (time !== undefined) return { seconds: time, nanoseconds: 0 };
  return now ? 'now' : sync ? 'rtc' : undefined;
}

/** `2026-11-29 18:33:05`, in UTC. A guest's clock is an int64 of nanoseconds, and so before the year 2263. */
function encodeTime(seconds: number): string {
  const [date = '', time = ''] = new Date(seconds * 1000).toISOString().split(/[T.]/);
  return `${date} ${time}`;
}

/** `virsh domhostname`. */
export async function domhostname(
  domain: Domain,
  _words: readonly string[],
  { source, leases: leaseFiles }: { readonly source: 'agent' | 'lease'; readonly leases?: readonly string[] },
): Promise<VerbOutput> {
  const hostname = await orOtherSource(domain.hostname({ source, leaseFiles }), '--source lease');
  return { json: hostname, text: `${terminalSafe(hostname, 255)}\n` };
}

/** `virsh get-user-sshkeys`. */
export async function getUserSshkeys(domain: Domain, [user = '']: readonly string[]): Promise<VerbOutput> {
  const keys = await domain.sshKeys(user);
  return { json: keys, text: keys.map((key) => `${terminalSafe(key, MAX_KEY)}\n`).join('') };
}
