import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** Sends bytes as they are, and returns all that comes back until the server ends the connection. */
export async function sendRaw(to: NetConnectOpts, bytes: string | Buffer): Promise<string> {
  const socket = connect(to);
  socket.write(bytes);
  return readToEnd(socket);
}

/** A connection that the server cuts hard has said all it will too. */
export async function readToEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  if (!socket.closed) await once(socket, 'close');
  return text;
}

/** The status of each answer in a text. */
export function statusesOf(text: string): readonly number[] {
  return Array.from(text.matchAll(/^HTTP\/1\.1 (\d+)/gm), ([, status]) => Number(status));
}
