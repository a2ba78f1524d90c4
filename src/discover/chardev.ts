import { isOn, type OptionValue, parseOptionValue } from './option-list.js';

/** A listening socket in QEMU's command line; a path may be relative to the directory where QEMU was started. */
export type ListeningSocket =
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'abstract'; readonly name: string }
  | { readonly type: 'inet'; readonly host: string; readonly port: number }
  | { readonly type: 'fd'; readonly fd: number };

/**
 * Decodes a -chardev: `socket,id=mon0,path=/run/vm1.sock,server=on,wait=off`. `undefined` when it cannot be connected
 * to.
 */
export function socketOfChardev(values: OptionValue): ListeningSocket | undefined {
  if (values.get('backend') !== 'socket' || !isServer(values)) return undefined;
  if (isOn(values, 'telnet') || isOn(values, 'websocket') || values.has('tls-creds')) return undefined;
  const [path, fd, port] = [values.get('path'), values.get('fd'), Number(values.get('port'))];
  if (path !== undefined) return socketOfPath(path, values);
  if (fd !== undefined) return { type: 'fd', fd: Number(fd) };
  return port > 0 ? { type: 'inet', host: values.get('host') ?? '', port } : undefined;
}

/**
 * Decodes the older form of -qmp and -monitor: `unix:/run/vm1.sock,server=on,wait=off`, `tcp:127.0.0.1:4444,server`.
 * `undefined` when it cannot be connected to (stdio, a pty, a socket that QEMU itself connects).
 */
export function socketOfDevice(text: string): ListeningSocket | undefined {
  if (text.startsWith('unix:')) {
    const values = parseOptionValue(text.slice('unix:'.length), 'path');
    return isServer(values) ? socketOfPath(values.get('path') ?? '', values) : undefined;
  }
  const inet = /^tcp:(?:\[([^\]]*)\]|([^:,]*)):(\d+)(?:@[^,]*)?(,.*)?$/.exec(text);
  if (inet === null || !isServer(parseOptionValue(inet[4] ?? '', ''))) return undefined;
  return { type: 'inet', host: inet[1] ?? inet[2] ?? '', port: Number(inet[3]) };
}

function isServer(values: OptionValue): boolean {
  return isOn(values, 'server');
}

function socketOfPath(path: string, values: OptionValue): ListeningSocket | undefined {
  if (path === '') return undefined;
  return isOn(values, 'abstract') ? { type: 'abstract', name: path } : { type: 'path', path };
}
