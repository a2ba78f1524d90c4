import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.js';

/** The two ends of a unix socket: QEMU's, which the guest writes to and reads, and the host's. */
export interface ConnectedPair {
  readonly guest: Socket;
  readonly host: Socket;
}

export async function connectedPair(): Promise<ConnectedPair> {
  const server = createServer().listen(join(await temporaryDirectory(), 'port.sock'));
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'string') throw new Error('not a unix socket');
  const accepted: Promise<Socket> = new Promise((resolve) => {
    server.once('connection', resolve);
  });
  const guest = connect(address);
  // What it writes after the host has closed the connection fails.
  guest.on('error', () => undefined);
  const host = await accepted;
  server.close();
  onTestFinished(() => {
    guest.destroy();
    host.destroy();
  });
  return { guest, host };
}

/** Resolves to what a guest has read when that is as long as the text expected. */
export async function readText(guest: Socket, expected: string): Promise<string> {
  let text = '';
  while (text.length < expected.length) {
    const [chunk] = await once(guest, 'data');
    text += String(chunk);
  }
  return text;
}
