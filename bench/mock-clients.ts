import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const NEGOTIATE = '{"execute":"qmp_capabilities"}\n';
const REQUEST = '{"execute":"query-status","id":1}\n';
const WARM_UP_MS = 1000;

/** A child process: one client for each socket, each with one request on its way. Sends the replies per second. */
if (process.send !== undefined) {
  const [, , directory = '', count = '0', measureMs = '0'] = process.argv;
  let replies = 0;
  const ask = (socket: Socket) => {
    socket.on('data', () => {
      replies += 1;
      socket.write(REQUEST);
    });
  };
  const paths = Array.from({ length: Number(count) }, (_, number) => join(directory, `${number}.sock`));
  const sockets = await Promise.all(paths.map(negotiated));
  for (const socket of sockets) ask(socket);
  for (const socket of sockets) socket.write(REQUEST);
  await sleep(WARM_UP_MS);
  const [before, startedAt] = [replies, performance.now()];
  await sleep(Number(measureMs));
  process.send(((replies - before) * 1000) / (performance.now() - startedAt));
  process.disconnect();
  process.exit();
}

/** Connects; takes the greeting and the reply to the negotiation. */
function negotiated(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('error', reject);
    socket.once('data', () => {
      socket.once('data', () => resolve(socket));
      socket.write(NEGOTIATE);
    });
  });
}
