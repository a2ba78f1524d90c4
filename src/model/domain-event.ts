import { asBoolean, asCount, asRecord, asString, type UnknownRecord } from '../support/decode.js';
import { kibibytes } from '../support/size.js';

/** libvirt's events that QEMU has a source for, by the names of `virsh event`. */
export const DOMAIN_EVENT_NAMES = [
  'lifecycle',
  'reboot',
  'rtc-change',
  'watchdog',
  'io-error',
  'graphics',
  'block-job',
  'tray-change',
  'pm-wakeup',
  'pm-suspend',
  'balloon-change',
  'pm-suspend-disk',
  'device-removed',
  'agent-lifecycle',
  'migration-iteration',
  'job-completed',
  'device-removal-failed',
  'block-threshold',
  'memory-failure',
  'memory-device-size-change',
] as const;
export type DomainEventName = (typeof DOMAIN_EVENT_NAMES)[number];

/** What happened to a guest. */
export interface DomainEvent {
  /** Seconds since the epoch, by the clock of QEMU's host where it could read it. */
  readonly atSeconds: number;
  /** QEMU's name, e.g. `BLOCK_IO_ERROR`; `GAP` when events may have been missed, while QEMU was not connected to. */
  readonly name: string;
  /** libvirt's name; `undefined` for an event that libvirt does not pass on. */
  readonly libvirt: DomainEventName | undefined;
  /** What virsh prints of it, e.g. `Suspended Paused`; empty for nothing. From a guest in part: it may be any text. */
  readonly detail: string;
  /** As QEMU sent it. */
  readonly data: UnknownRecord;
}

type Describe = (data: UnknownRecord) => string;
type Meaning = readonly [libvirt: DomainEventName, describe: Describe];

const plain =
  (text = ''): Describe =>
  () =>
    text;
const member =
  (name: string): Describe =>
  (data) =>
    asString(data[name]) ?? '';

const MEANINGS: { readonly [event: string]: Meaning } = {
  SHUTDOWN: ['lifecycle', ({ guest }) => `Shutdown Finished${shutdownBy(asBoolean(guest))}`],
  STOP: ['lifecycle', plain('Suspended Paused')],
  RESUME: ['lifecycle', plain('Resumed Unpaused')],
  GUEST_PANICKED: ['lifecycle', plain('Crashed Panicked')],
  RESET: ['reboot', plain()],
  RTC_CHANGE: ['rtc-change', ({ offset }) => String(offset ?? '')],
  WATCHDOG: ['watchdog', member('action')],
  BLOCK_IO_ERROR: ['io-error', describeIoError],
  VNC_CONNECTED: ['graphics', (data) => describeViewer('connect', data)],
  VNC_INITIALIZED: ['graphics', (data) => describeViewer('initialize', data)],
  VNC_DISCONNECTED: ['graphics', (data) => describeViewer('disconnect', data)],
  SPICE_CONNECTED: ['graphics', (data) => describeViewer('connect', data)],
  SPICE_INITIALIZED: ['graphics', (data) => describeViewer('initialize', data)],
  SPICE_DISCONNECTED: ['graphics', (data) => describeViewer('disconnect', data)],
  BLOCK_JOB_COMPLETED: [
    'block-job',
    (data) => describeJob(data, data.error === undefined ? 'completed' : 'failed'),
  ],
  BLOCK_JOB_CANCELLED: ['block-job', (data) => describeJob(data, 'canceled')],
  BLOCK_JOB_READY: ['block-job', (data) => describeJob(data, 'ready')],
  DEVICE_TRAY_MOVED: [
    'tray-change',
    (data) => `disk ${deviceOf(data)}: ${data['tray-open'] === true ? 'opened' : 'closed'}`,
  ],
  WAKEUP: ['pm-wakeup', plain()],
  SUSPEND: ['pm-suspend', plain()],
  SUSPEND_DISK: ['pm-suspend-disk', plain()],
  BALLOON_CHANGE: ['balloon-change', ({ actual }) => `${kibibytes(asCount(actual) ?? 0)}KiB`],
  DEVICE_DELETED: ['device-removed', deviceOf],
  DEVICE_UNPLUG_GUEST_ERROR: ['device-removal-failed', deviceOf],
  MEM_UNPLUG_ERROR: ['device-removal-failed', deviceOf],
  VSERPORT_CHANGE: [
    'agent-lifecycle',
    (data) => `state: '${data.open === true ? 'connected' : 'disconnected'}' reason: 'channel event'`,
  ],
  MIGRATION_PASS: ['migration-iteration', ({ pass }) => `iteration: '${asCount(pass) ?? ''}'`],
  DUMP_COMPLETED: ['job-completed', plain()],
  BLOCK_WRITE_THRESHOLD: [
    'block-threshold',
    (data) =>
      `dev: ${asString(data['node-name']) ?? ''}(-) ${asCount(data['write-threshold']) ?? ''} ${asCount(data['amount-exceeded']) ?? ''}`,
  ],
  MEMORY_FAILURE: [
    'memory-failure',
    (data) => `${asString(data.recipient) ?? ''} ${asString(data.action) ?? ''}`,
  ],
  MEMORY_DEVICE_SIZE_CHANGE: [
    'memory-device-size-change',
    (data) => `${deviceOf(data)} ${asCount(data.size) ?? ''}`,
  ],
};

/** Gives an event of QEMU libvirt's name and text. */
export function domainEventOf(name: string, data: UnknownRecord, atSeconds: number): DomainEvent {
  const [libvirt, describe] = meaningOf(name, data) ?? [undefined, plain()];
  return { atSeconds, name, libvirt, detail: describe(data), data };
}

function meaningOf(name: string, data: UnknownRecord): Meaning | undefined {
  // The end of a migration; all else that it goes through is no event of libvirt's.
  if (name === 'MIGRATION') return data.status === 'completed' ? ['job-completed', plain()] : undefined;
  // Its backend is deleted first, which has a path and no id.
  if (name === 'DEVICE_DELETED' && data.device === undefined) return undefined;
  return Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : undefined;
}

function shutdownBy(guest: boolean | undefined): string {
  if (guest === undefined) return '';
  return guest ? ' after guest request' : ' after host request';
}

/** virsh's words for what QEMU does about an error. */
const ACTIONS: { readonly [action: string]: string } = { ignore: 'none', stop: 'pause', report: 'report' };

/** `- (disk0) pause due to enospc`: libvirt has the path of the image first, which QEMU does not tell. */
function describeIoError(data: UnknownRecord): string {
  const action = ACTIONS[asString(data.action) ?? ''] ?? 'unknown';
  const reason = data.nospace === true ? ' due to enospc' : '';
  return `- (${deviceOf(data) || (asString(data['node-name']) ?? '')}) ${action}${reason}`;
}

/** libvirt's names of jobs. */
const JOBS: { readonly [type: string]: string } = {
  stream: 'Block Pull',
  mirror: 'Block Copy',
  commit: 'Block Commit',
  backup: 'Backup',
};

function describeJob(data: UnknownRecord, state: string): string {
  return `${JOBS[asString(data.type) ?? ''] ?? 'Unknown job'} for ${deviceOf(data)} ${state}`;
}

const FAMILIES: { readonly [family: string]: string } = { ipv4: 'IPv4', ipv6: 'IPv6', unix: 'unix' };

/** `connect local[IPv4 127.0.0.1 5900] remote[IPv4 192.0.2.7 50022] none` */
function describeViewer(phase: string, { server, client }: UnknownRecord): string {
  const auth = asString(asRecord(server)?.auth) ?? '';
  return `${phase} local[${describeEnd(server)}] remote[${describeEnd(client)}] ${auth}`.trim();
}

/** Of VNC an end has a service, of SPICE a port. */
function describeEnd(end: unknown): string {
  const { family, host, service, port } = asRecord(end) ?? {};
  const known = FAMILIES[asString(family) ?? ''] ?? 'unknown';
  return [known, asString(host) ?? '-', asString(service) ?? asString(port) ?? '-'].join(' ');
}

function deviceOf(data: UnknownRecord): string {
  return asString(data.device) || asString(data.id) || (asString(asRecord(data)?.path) ?? '');
}
