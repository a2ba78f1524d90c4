import { readFile } from 'node:fs/promises';

/** An IPv6 socket serves IPv4 as well, so one connection may have its ends in both. */
const TABLES = ['/proc/self/net/tcp', '/proc/self/net/tcp6'];

/**
 * How many bytes of a connection are still on their way: those that the other side's kernel has not acknowledged, and,
 * where the reader is on this host too, those that it has not read. From lines of /proc/net/tcp such as
 * `   1: 0100007F:A2B4 0100007F:2328 01 00000400:00000000 01:00000014 00000000 …`, the two queues behind the state.
 *
 * The ports alone tell the connection; should two have the same, the one that is worse off counts.
 *
 * @returns `undefined` when no line has these ports
 */
export function parseUnreadBytes(text: string, localPort: number, remotePort: number): number | undefined {
  const unacknowledged = queuesOf(text, localPort, remotePort).map(({ send }) => send);
  if (unacknowledged.length === 0) return undefined;
  const unread = queuesOf(text, remotePort, localPort).map(({ receive }) => receive);
  return Math.max(...unacknowledged) + Math.max(0, ...unread);
}

/** `undefined` when the kernel does not tell. */
export async function readUnreadBytes(localPort: number, remotePort: number): Promise<number | undefined> {
  const texts = await Promise.all(TABLES.map((path) => readFile(path, 'latin1').catch(() => '')));
  return parseUnreadBytes(texts.join(''), localPort, remotePort);
}

interface Queues {
  readonly send: number;
  readonly receive: number;
}

function queuesOf(text: string, localPort: number, remotePort: number): readonly Queues[] {
  const ports = `[0-9A-F]+:${portHex(localPort)} [0-9A-F]+:${portHex(remotePort)}`;
  const lines = text.matchAll(new RegExp(`^ *\\d+: ${ports} [0-9A-F]{2} ([0-9A-F]{8}):([0-9A-F]{8}) `, 'gm'));
  return Array.from(lines, ([, send = '', receive = '']) => {
    return { send: Number.parseInt(send, 16), receive: Number.parseInt(receive, 16) };
  });
}

function portHex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
