import { isIPv4, isIPv6 } from 'node:net';
import type { Pseudonyms } from './pseudonyms.js';

/** Values that every QEMU has, and that identify nothing. */
const COMMON = new Set([
  '127.0.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::',
  '::1',
  '00:00:00:00:00:00',
  'ff:ff:ff:ff:ff:ff',
  '00000000-0000-0000-0000-000000000000',
  'localhost',
]);

/** A path in QEMU's object model, which must stay a valid one. */
const QOM_PATH =
  /^\/(?:(?:machine(?:\/(?:peripheral-anon|peripheral|unattached))?|objects|chardevs|backend)(?=\/|$)|$)/;

const HOST = '[A-Za-z0-9][A-Za-z0-9_.-]*';
/** Tried in this order when several match. */
const PATTERN = new RegExp(
  [
    String.raw`(?<scheme>\b[a-z][a-z0-9+.-]{0,30}:\/\/)(?<authority>[^\s/"'?]*)(?<resource>[^\s"'<>]*)`,
    String.raw`(?<opaque>\b(?:exec|rbd|sheepdog):)(?<rest>\S.*)`,
    String.raw`(?<uuid>(?<![\dA-Fa-f])[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}(?![\dA-Fa-f]))`,
    String.raw`(?<mac>(?<![\dA-Fa-f])(?:[\dA-Fa-f]{2}[:-]){5}[\dA-Fa-f]{2}(?![\dA-Fa-f]))`,
    String.raw`(?<ipv6>(?<![\dA-Za-z.])(?=[\dA-Fa-f.]*:[\dA-Fa-f.]*:)[\dA-Fa-f:.]+)`,
    String.raw`(?<ipv4>(?<![\dA-Za-z.])(?:\d{1,3}\.){3}\d{1,3}(?![\dA-Za-z]|\.\d))`,
    String.raw`(?<=\b(?:tcp|udp|telnet|tn3270|websocket|wss?|inet|nbd|vnc|tls|rdma|ssh):|(?:<->|->|@)\s*)(?<host>${HOST})(?=:\d)`,
    String.raw`(?<=\b(?:unix|path|file|filename|socket|unix-connect|unix-listen)[:=])(?<option>\/[^,"']+)`,
    String.raw`(?<path>(?<![\w/.)\]}-])\/(?:[^\s,"'<>|();:]|:(?=\S))+)`,
  ].join('|'),
  'g',
);

/**
 * Replaces paths, MAC and IP addresses, UUIDs and the hosts of addresses anywhere in a text. The rest, which may contain
 * names, goes to `others`.
 */
export function redactText(
  text: string,
  pseudonyms: Pseudonyms,
  others: (text: string) => string = (rest) => rest,
): string {
  let end = 0;
  let redacted = '';
  for (const match of text.matchAll(PATTERN)) {
    redacted += others(text.slice(end, match.index)) + redactMatch(match, pseudonyms, others);
    end = match.index + match[0].length;
  }
  return redacted + others(text.slice(end));
}

/** Redacts a text that is a path as a whole; of a QOM path only what is below its root, by `others`. */
export function redactPath(path: string, pseudonyms: Pseudonyms, others: (text: string) => string): string {
  const root = QOM_PATH.exec(path)?.[0];
  if (root !== undefined) return root + others(path.slice(root.length));
  return pseudonyms.of('path', path);
}

/** Redacts the name or address of a host. */
export function redactHost(host: string, pseudonyms: Pseudonyms): string {
  if (COMMON.has(host) || host === '' || host === '*') return host;
  if (isIPv4(host)) return pseudonyms.of('ipv4', host);
  return pseudonyms.of(isIPv6(host) ? 'ipv6' : 'host', host.toLowerCase());
}

function redactMatch(
  { 0: all, groups = {} }: RegExpMatchArray,
  pseudonyms: Pseudonyms,
  others: (text: string) => string,
): string {
  const { scheme, authority = '', resource = '', opaque, rest, uuid, mac, ipv6, host, option, path } = groups;
  if (scheme !== undefined) return scheme + redactUrl(authority, resource, pseudonyms);
  if (opaque !== undefined) return opaque + pseudonyms.of('path', rest ?? '');
  if (COMMON.has(all.toLowerCase())) return all;
  if (uuid !== undefined) return pseudonyms.of('uuid', uuid.toLowerCase());
  if (mac !== undefined) return pseudonyms.of('mac', mac.toLowerCase().replaceAll('-', ':'));
  if (ipv6 !== undefined) return redactIpv6(ipv6, pseudonyms);
  if (option !== undefined || path !== undefined) return redactPath(all, pseudonyms, others);
  if (host !== undefined || isIPv4(all)) return redactHost(all, pseudonyms);
  return all;
}

/** Removes the user, and keeps the port. */
function redactUrl(authority: string, resource: string, pseudonyms: Pseudonyms): string {
  const [, host = '', port = ''] = /^(?:.*@)?(\[.*\]|[^:]*)(:\d+)?.*$/s.exec(authority) ?? [];
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const shown = redactHost(bare, pseudonyms);
  const where = bare === host ? shown : `[${shown}]`;
  return where + port + (resource.length > 1 ? pseudonyms.of('path', resource) : resource);
}

/** Redacts an IPv6 address: trailing colons and dots are punctuation; times and PCI addresses are not addresses. */
function redactIpv6(candidate: string, pseudonyms: Pseudonyms): string {
  const address = isIPv6(candidate) ? candidate : candidate.replace(/[:.]+$/, '');
  const tail = candidate.slice(address.length);
  if (isIPv6(address)) return redactHost(address.toLowerCase(), pseudonyms) + tail;
  return candidate.replace(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d]|\.\d)/g, (ipv4) =>
    isIPv4(ipv4) ? redactHost(ipv4, pseudonyms) : ipv4,
  );
}
