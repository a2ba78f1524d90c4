import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { UnixAddress } from '../src/protocol/transport/address.js';
import { temporaryDirectory } from './temporary-directory.js';

export const GREETING =
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian"}, "capabilities": ["oob"]}}\r\n';

/** Listens on a unix socket and plays a monitor by `script`, for what the mock QEMU would not do. */
export async function scriptedServer(script: (socket: Socket) => void): Promise<UnixAddress> {
  const path = join(await temporaryDirectory(), 's');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    script(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { type: 'unix', path };
}

/** A monitor that greets, and answers each request line by what `answer` makes of it. */
export function greetingServer(
  answer: (request: Request, socket: Socket) => string | undefined,
): Promise<UnixAddress> {
  return scriptedServer((socket) => {
    socket.write(GREETING);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const request: Request = JSON.parse(line);
        const reply =
          request.execute === 'qmp_capabilities'
            ? `{"return": {}, "id": ${request.id}}\r\n`
            : answer(request, socket);
        if (reply !== undefined) socket.write(reply);
      }
    });
  });
}

export interface Request {
  readonly execute: string;
  readonly id: number;
  readonly arguments?: { readonly [name: string]: unknown };
}
