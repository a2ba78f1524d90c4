import { asRecord } from '../../support/decode.js';
import { READERS, UNSTABLE_COMMANDS, UNSTABLE_READERS } from '../qapi/readers.js';
import type { QemuVersion } from './greeting.js';

/** What a client may send besides questions. */
export interface Permissions {
  /** Commands that may change the guest, or disturb it. */
  readonly control: boolean;
  /** Commands that QEMU marks as unstable. */
  readonly unstable: boolean;
}

/** Why a command is not sent, and the permissions that the client lacks for it. */
export interface Refusal {
  readonly reason: string;
  readonly lacks: readonly (keyof Permissions)[];
}

/**
 * Decides whether a command may be sent; `undefined` permits it.
 *
 * Without `control` a client may send the commands of {@link READERS}, and set the balloon's polling interval. A command that
 * is not listed is not sent: a newer QEMU may have it, and it may do anything.
 */
export function judgeCommand(
  command: string,
  args: unknown,
  version: QemuVersion,
  permissions: Permissions,
): Refusal | undefined {
  const isUnstable = command.startsWith('x-') || UNSTABLE_COMMANDS.has(command);
  const reason = whyControl(command, args, version);
  const needs: Permissions = { control: reason !== undefined, unstable: isUnstable };
  const lacks = PERMISSIONS.filter((name) => needs[name] && !permissions[name]);
  if (lacks.length === 0) return undefined;
  return { reason: reason !== undefined && lacks.includes('control') ? reason : UNSTABLE, lacks };
}

const PERMISSIONS = ['control', 'unstable'] as const;
const UNSTABLE =
  'QEMU marks it as unstable: another version may answer differently, or abort and end its guest';
const CHANGES = 'it may change the guest';

/** Questions that harm a guest, or block its main loop for milliseconds. */
const HARMFUL: { readonly [command: string]: (args: unknown, version: QemuVersion) => string | undefined } = {
  'query-acpi-ospm-status': () => 'it aborts QEMU 5.2 on a microvm',
  'query-cpu-definitions': () => 'it blocks the main loop for about 20 ms',
  'query-cpus': () => 'it interrupts every vCPU; use query-cpus-fast',
  'query-rx-filter': () => 'it re-arms NIC_RX_FILTER_CHANGED, which another client may rely on',
  'query-stats': (args, version) =>
    memberOf(args, 'target') === 'vcpu' && isBefore(version, 8, 1)
      ? 'it interrupts every vCPU before QEMU 8.1'
      : undefined,
  'x-query-virtio-status': (_, version) => whyNoVirtioStatus(version),
};

/** The series in which a guest is known to survive x-query-virtio-status. One of 11.1 is known not to. */
const VIRTIO_STATUS_SERIES: ReadonlySet<string> = new Set(['7.2', '10.0']);

/** Why a QEMU must not be asked for the status of a virtio device; `undefined` where it may be. */
export function whyNoVirtioStatus({ major, minor }: QemuVersion): string | undefined {
  const series = `${major}.${minor}`;
  if (VIRTIO_STATUS_SERIES.has(series)) return undefined;
  return `it aborts QEMU 11.1, was tried on ${[...VIRTIO_STATUS_SERIES].join(' and ')} only, and this is ${series}`;
}

/** Why a command needs `control`; `undefined` when it does not. */
function whyControl(command: string, args: unknown, version: QemuVersion): string | undefined {
  const harm = Object.hasOwn(HARMFUL, command) ? HARMFUL[command] : undefined;
  if (harm !== undefined) return harm(args, version);
  if (command === 'qom-set') return memberOf(args, 'property') === INTERVAL ? whyNoPath(args) : CHANGES;
  if (QOM_READERS.has(command)) return whyNoPath(args, command);
  if (READERS.has(command) || UNSTABLE_READERS.has(command)) return undefined;
  return command.startsWith('query-') ? 'it is not known to change nothing' : CHANGES;
}

const INTERVAL = 'guest-stats-polling-interval';
const QOM_READERS: ReadonlySet<string> = new Set(['qom-get', 'qom-list', 'qom-list-get']);
/** Containers whose listing has names and types, and no values. */
const LISTED: readonly unknown[] = ['/', '/objects'];

function whyNoPath(args: unknown, command?: string): string | undefined {
  const paths = command === 'qom-list-get' ? memberOf(args, 'paths') : [memberOf(args, 'path')];
  if (command === 'qom-list' && LISTED.includes(memberOf(args, 'path'))) return undefined;
  if (Array.isArray(paths) && paths.every(isMachinePath)) return undefined;
  return 'it reads outside /machine, where QEMU keeps secrets in plain text';
}

/**
 * Whether a QOM path is `/machine` or an object below it, written in full. A slash at its end, which completion leaves there,
 * does not lead elsewhere.
 *
 * QEMU resolves `s0`, `objects/s0`, `//objects/s0` and `/objects//s0` to the same object, so only the canonical form of a path
 * shows where it leads.
 */
export function isMachinePath(path: unknown): boolean {
  return typeof path === 'string' && /^\/machine(?:\/[^/]+)*\/?$/.test(path);
}

function memberOf(args: unknown, name: string): unknown {
  return asRecord(args)?.[name];
}

function isBefore({ major, minor }: QemuVersion, thatMajor: number, thatMinor: number): boolean {
  return major < thatMajor || (major === thatMajor && minor < thatMinor);
}
