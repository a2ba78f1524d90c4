import { once } from 'node:events';
import { connect } from 'node:net';

/** Connects to the path of a socket or a port of this host, sends a request if there is one, and returns what comes first. */
export async function readFirstBytes(target: string | number, request?: string): Promise<string> {
  const socket = typeof target === 'string' ? connect(target) : connect(target, '127.0.0.1');
  try {
    if (request !== undefined) socket.write(request);
    const [bytes]: unknown[] = await once(socket, 'data');
    return String(bytes);
  } finally {
    socket.destroy();
  }
}
