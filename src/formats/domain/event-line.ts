import type { DomainEvent } from '../../model/domain-event.js';
import { terminalSafe } from '../../support/terminal-safe.js';

const MAX_NAME = 200;
const MAX_DETAIL = 1000;
/** The last second of the year 9999, after which a year has more than four digits. */
const MAX_SECONDS = 253_402_300_799;

/** How to print an event. */
export interface EventLineOptions {
  /** Whether its time comes first, in UTC. */
  readonly timestamp?: boolean | undefined;
}

/** `event 'lifecycle' for domain 'web': Suspended Paused`, as `virsh event` prints it. */
export function encodeEventLine(
  guest: string,
  { libvirt, name, detail, atSeconds }: DomainEvent,
  { timestamp = false }: EventLineOptions = {},
): string {
  const event = terminalSafe(libvirt ?? name, MAX_NAME);
  const text = `event '${event}' for domain '${terminalSafe(guest, MAX_NAME)}'`;
  // virsh prints `for domain 'web' disk cd0: opened`.
  const separator = libvirt === 'tray-change' ? ' ' : ': ';
  const more = detail === '' ? '' : `${separator}${terminalSafe(detail, MAX_DETAIL)}`;
  return `${timestamp ? `${encodeTime(atSeconds)}: ` : ''}${text}${more}\n`;
}

/** `2026-11-29 18:33:05.123+0000` */
function encodeTime(seconds: number): string {
  const known = Math.min(Math.max(seconds, 0), MAX_SECONDS);
  return new Date(known * 1000).toISOString().replace('T', ' ').replace('Z', '+0000');
}
