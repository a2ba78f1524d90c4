import { asString } from '../support/decode.js';
import type { SeenRequest } from './requests-in-flight.js';
import type { MemberPath } from './rewrite-strings.js';

/** No member is called so: the place where QEMU tells the guest's name. */
const GUEST_NAME = 'name of the guest';

/** Words that QEMU has chosen, not a user. */
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
 * What a string is called: the member that it is the value of, or the property that the request has asked for.
 *
 * @param request of this message: itself, or the one that it answers
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

export function isVocabulary(role: string): boolean {
  return VOCABULARY.has(role);
}

export function isGuestName(role: string): boolean {
  return role === GUEST_NAME;
}

/** A socket's path, or a PCI address (`0000:01:00.0`), may stand where a host does. */
export function isHost(role: string, text: string): boolean {
  return HOSTS.has(role) && !text.startsWith('/') && !/^[\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.\d$/i.test(text);
}

export function isSerial(role: string): boolean {
  return SERIALS.has(role);
}

export function isCredential(role: string): boolean {
  return CREDENTIALS.has(role);
}

/** A name that is no address (`unix:/path`, `nbd://host`) and no word of QEMU's (`vc`, `null`): there is a dot or slash. */
export function isFileName(role: string, text: string): boolean {
  return FILES.has(role) && !/^[a-z][a-z0-9+.-]*:/.test(text) && /[./]/.test(text);
}
