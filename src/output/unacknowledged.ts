import { readFile } from 'node:fs/promises';

/**
 * How many bytes a connection's kernel holds that the other side's kernel has not acknowledged, from a line such as
 * `   1: 0100007F:A2B4 0100007F:2328 01 00000400:00000000 01:00000014 00000000 …` of /proc/net/tcp.
 *
 * The ports alone tell the connection; should two have the same, the one that is worse off counts.
 *
 * @returns `undefined` when no line has these ports
 */
export function parseUnacknowledged(text: string, localPort: number, remotePort: number): number | undefined {
  const ports = `[0-9A-F]+:${portHex(localPort)} [0-9A-F]+:${portHex(remotePort)}`;
  const lines = text.matchAll(new RegExp(`^ *\\d+: ${ports} [0-9A-F]{2} ([0-9A-F]{8}):`, 'gm'));
  const queues = Array.from(lines, ([, queue = '']) => Number.parseInt(queue, 16));
  return queues.length === 0 ? undefined : Math.max(...queues);
}

export interface Ends {
  readonly family: string | undefined;
  readonly localPort: number | undefined;
  readonly remotePort: number | undefined;
}

/** `undefined` when the kernel does not tell. */
export async function readUnacknowledged(ends: Ends): Promise<number | undefined> {
  const { family, localPort, remotePort } = ends;
  if (localPort === undefined || remotePort === undefined) return undefined;
  const path = family === 'IPv6' ? '/proc/self/net/tcp6' : '/proc/self/net/tcp';
  const text = await readFile(path, 'latin1').catch(() => '');
  return parseUnacknowledged(text, localPort, remotePort);
}

function portHex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
