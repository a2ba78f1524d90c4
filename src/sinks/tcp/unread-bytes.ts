import { readFile } from 'node:fs/promises';

/** An IPv6 socket serves IPv4 too, so the two ends of a connection may be in different tables. */
const TABLES = ['/proc/self/net/tcp', '/proc/self/net/tcp6'];

/**
 * How many bytes of a connection are still on their way: those that the other side's kernel has not acknowledged, and,
 * for a reader on this host, those that it has not read. From lines of /proc/net/tcp such as
 * `   1: 0100007F:A2B4 0100007F:2328 01 00000400:00000000 01:00000014 00000000 …`: the two queues follow the state.
 *
 * Connections are identified by their ports alone; of several with the same ports, the one with the most bytes counts.
 *
 * @returns `undefined` when no line has these ports
 */
export function parseUnreadBytes(text: string, localPort: number, remotePort: number): number | undefined {
  const unacknowledged = queuesOf(text, localPort, remotePort).map(({ send }) => send);
  if (unacknowledged.length === 0) return undefined;
  const unread = queuesOf(text, remotePort, localPort).map(({ receive }) => receive);
  return Math.max(...unacknowledged) + Math.max(0, ...unread);
}

/** Reads {@link parseUnreadBytes} from this host's kernel; `undefined` when its tables do not have the connection. */
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
