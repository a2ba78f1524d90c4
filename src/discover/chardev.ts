import { terminalSafe } from '../support/terminal-safe.js';
import { isOn, type OptionValue, parseOptionValue } from './option-list.js';

/** A listening socket in QEMU's options. */
export type ListeningSocket = SocketPlace & {
  /** Until a client connects to it for the first time, QEMU does not begin to run the machine (`wait=on`). */
  readonly waits: boolean;
};

/** Where a socket listens; a path may be relative to the directory where QEMU was started. */
export type SocketPlace =
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'abstract'; readonly name: string }
  | InetPlace
  | { readonly type: 'fd'; readonly fd: number };

export interface InetPlace {
  readonly type: 'inet';
  readonly host: string;
  /** The kernel chooses one for 0. */
  readonly port: number;
  /** QEMU takes the first free one up to this port (`to=`). */
  readonly lastPort: number;
}

/** Characters of an option in a message; more would only fill the line. */
const MAX_SHOWN = 60;

/** Something that cannot be connected to, and why. */
export interface Unusable {
  readonly why: string;
}

/** Decodes a -chardev: `socket,id=mon0,path=/run/vm1.sock,server=on,wait=off`. */
export function socketOfChardev(values: OptionValue): ListeningSocket | Unusable {
  const backend = values.get('backend') ?? '';
  return backend === 'socket'
    ? socketOf(values)
    : { why: `${terminalSafe(backend, MAX_SHOWN)} is not a socket` };
}

/**
 * Decodes the older form of -qmp, -monitor and -serial: `unix:/run/vm1.sock,server=on,wait=off`,
 * `tcp:127.0.0.1:4444,server`.
 */
export function socketOfDevice(text: string): ListeningSocket | Unusable {
  const [, kind, rest = ''] = /^(unix|tcp|telnet|websocket):(.*)$/s.exec(text) ?? [];
  if (kind === undefined)
    return { why: `${terminalSafe(text.split(/[:,]/, 1)[0] ?? '', MAX_SHOWN)} is not a socket` };
  if (kind === 'unix') return socketOf(parseOptionValue(rest, 'path'));
  const address = parseOptionValue(rest, 'address');
  const [, ipv6, name, port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(address.get('address') ?? '') ?? [];
  if (port === undefined) return { why: `${terminalSafe(text, MAX_SHOWN)} is not understood` };
  const kinds = kind === 'tcp' ? [] : [[kind, 'on'] as const];
  return socketOf(new Map([...address, ...kinds, ['host', ipv6 ?? name ?? ''], ['port', port]]));
}

function socketOf(values: OptionValue): ListeningSocket | Unusable {
  if (!isOn(values, 'server')) return { why: 'QEMU itself connects to it (server=off)' };
  const protocol = ['telnet', 'websocket'].find((name) => isOn(values, name));
  if (protocol !== undefined) return { why: `it speaks ${protocol}` };
  if (values.has('tls-creds')) return { why: 'it speaks TLS' };
  const place = placeOf(values);
  return 'why' in place
    ? place
    : { ...place, waits: values.get('wait') === undefined || isOn(values, 'wait') };
}

function placeOf(values: OptionValue): SocketPlace | Unusable {
  const [path, fd, port] = [values.get('path'), values.get('fd'), values.get('port')];
  if (path) return isOn(values, 'abstract') ? { type: 'abstract', name: path } : { type: 'path', path };
  if (fd !== undefined) {
    return /^\d+$/.test(fd)
      ? { type: 'fd', fd: Number(fd) }
      : { why: `descriptor ${terminalSafe(fd, MAX_SHOWN)} is not a number` };
  }
  if (port === undefined || !/^\d+$/.test(port)) return { why: 'neither its path nor its port is known' };
  const lastPort = Math.max(Number(port), Number(values.get('to') ?? port) || 0);
  return { type: 'inet', host: values.get('host') ?? '', port: Number(port), lastPort };
}

/** Whether a socket could be decoded. */
export function isListening(socket: ListeningSocket | Unusable): socket is ListeningSocket {
  return 'type' in socket;
}
