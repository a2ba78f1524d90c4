import { asString } from '../support/decode.js';
import type { SeenRequest } from './requests-in-flight.js';
import type { MemberPath } from './rewrite-strings.js';

/** The role of the guest's name in the reply to query-name; no member has this name. */
const GUEST_NAME = 'name of the guest';

/** Members whose values are words of QEMU, not of a user. */
const VOCABULARY = new Set([
  'execute',
  'exec-oob',
  'event',
  'class',
  'type',
  'qom-type',
  'typename',
  'driver',
  'property',
  'status',
]);
const HOSTS = new Set(['host', 'hostname', 'host-name', 'tls-hostname']);
const SERIALS = new Set(['serial', 'serial-number', 'serial_number', 'wwn', 'wwnn', 'wwpn']);
const CREDENTIALS = new Set([
  'password',
  'passwd',
  'passphrase',
  'user',
  'username',
  'sasl_username',
  'x509_dname',
]);
const FILES = new Set([
  'filename',
  'exact-filename',
  'file',
  'backing-filename',
  'full-backing-filename',
  'backing-file',
  'backing_file',
  'mem-path',
  'logfile',
  'snapshot-file',
]);

/**
 * The role of a string: the name of its member, or the property that the request reads or writes.
 *
 * @param request this message, or the request that it answers
 */
export function roleOf(path: MemberPath, request: SeenRequest | undefined): string {
  const last = path.at(-1) ?? '';
  const where = path.join('.');
  switch (request?.execute) {
    case 'query-name':
      return where === 'return.name' ? GUEST_NAME : last;
    case 'qom-get':
      return where === 'return' ? (asString(request.arguments.property) ?? last) : last;
    case 'qom-set':
      return where === 'arguments.value' ? (asString(request.arguments.property) ?? last) : last;
    case 'object-add':
      return last === 'data' ? 'password' : last;
    default:
      return last;
  }
}

/** Whether values of this role are words of QEMU. */
export function isVocabulary(role: string): boolean {
  return VOCABULARY.has(role);
}

export function isGuestName(role: string): boolean {
  return role === GUEST_NAME;
}

/** Whether a value is a host, rather than the path of a socket or a PCI address (`0000:01:00.0`). */
export function isHost(role: string, text: string): boolean {
  return HOSTS.has(role) && !text.startsWith('/') && !/^[\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.\d$/i.test(text);
}

export function isSerial(role: string): boolean {
  return SERIALS.has(role);
}

export function isCredential(role: string): boolean {
  return CREDENTIALS.has(role);
}

/** Whether a value names a file, rather than an address (`unix:/path`, `nbd://host`) or a word of QEMU (`vc`, `null`). */
export function isFileName(role: string, text: string): boolean {
  return FILES.has(role) && !/^[a-z][a-z0-9+.-]*:/.test(text) && /[./]/.test(text);
}
