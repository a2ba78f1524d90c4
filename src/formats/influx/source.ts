import type { GuestSnapshot, HostSnapshot } from '../../model/snapshot.js';
import { type GuestSubject, type HostSubject, hostSubjectOf } from '../kvmtop/subject.js';
import type { PrinterOptions } from '../printer.js';
import { tagText } from './line-protocol.js';

/** A host or a guest with the tags that all of its lines have. */
export interface HostSource extends HostSubject {
  readonly tags: string;
}

export interface GuestSource extends GuestSubject {
  readonly tags: string;
}

export const HOST_TAGS = ['host'] as const;
export const GUEST_TAGS = ['host', 'guest', 'uuid'] as const;

export function hostSourceOf(host: HostSnapshot, options: PrinterOptions): HostSource {
  return { ...hostSubjectOf(host, options), tags: tagText('host', host.sample?.name) };
}

export function guestSourceOf(guest: GuestSnapshot, host: HostSource): GuestSource {
  return { guest, host, tags: `${host.tags}${tagText('guest', guest.name)}${tagText('uuid', guest.uuid)}` };
}
