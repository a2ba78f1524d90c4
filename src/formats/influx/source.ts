import type { GuestSnapshot, HostSnapshot } from '../../model/snapshot.js';
import { type GuestSubject, type HostSubject, hostSubjectOf } from '../kvmtop/subject.js';
import type { PrinterOptions } from '../printer.js';
import { tagText } from './line-protocol.js';

/** A host with the tags of all its lines. */
export interface HostSource extends HostSubject {
  readonly tags: string;
}

/** A guest with the tags of all its lines. */
export interface GuestSource extends GuestSubject {
  readonly tags: string;
}

/** The tags of every line of a host. */
export const HOST_TAGS = ['host'] as const;
/** The tags of every line of a guest. */
export const GUEST_TAGS = ['host', 'guest', 'uuid'] as const;

/** Selects the devices as `options` says, and adds the tags. */
export function hostSourceOf(host: HostSnapshot, options: PrinterOptions): HostSource {
  return { ...hostSubjectOf(host, options), tags: tagText('host', host.sample?.name) };
}

/** Joins a guest with its host, and adds the tags. */
export function guestSourceOf(guest: GuestSnapshot, host: HostSource): GuestSource {
  return { guest, host, tags: `${host.tags}${tagText('guest', guest.name)}${tagText('uuid', guest.uuid)}` };
}
