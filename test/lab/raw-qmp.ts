import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * One exchange with a monitor: connect, negotiate, one command, close. Resolves to what the command returned.
 *
 * The lab has its own few lines of QMP: with the client under test, one bug could hide another.
 *
 * @throws {Error} `CLASS: DESCRIPTION` when QEMU refuses the command; with the socket when it does not answer in time
 */
export async function askMonitor(
  path: string,
  execute: string,
  args: object | undefined,
  timeoutMs: number,
): Promise<unknown> {
  const socket = connect(path);
  const timer = setTimeout(() => {
    socket.destroy(new Error(`${path} did not answer ${execute} within ${timeoutMs} ms`));
  }, timeoutMs);
  try {
    return await converse(socket, execute, args);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

async function converse(socket: Socket, execute: string, args: object | undefined): Promise<unknown> {
  const failed = new Promise<never>((_, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`the monitor closed before it answered ${execute}`)));
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const nextMessage = async (): Promise<object> => {
    const line = await Promise.race([lines.next(), failed]);
    return line.done === true ? failed : decodeMessage(line.value);
  };
  await nextMessage();
  socket.write('{"execute":"qmp_capabilities"}');
  socket.write(JSON.stringify({ execute, arguments: args, id: 'lab' }));
  for (;;) {
    const message = await nextMessage();
    if (!('id' in message && message.id === 'lab')) continue;
    if ('error' in message) throw new Error(describeRefusal(message.error));
    return 'return' in message ? message.return : undefined;
  }
}

function decodeMessage(line: string): object {
  const message: unknown = JSON.parse(line);
  if (typeof message !== 'object' || message === null) throw new Error(`the monitor sent ${line}`);
  return message;
}

function describeRefusal(error: unknown): string {
  const known = typeof error === 'object' && error !== null && 'class' in error && 'desc' in error;
  return known ? `${String(error.class)}: ${String(error.desc)}` : JSON.stringify(error);
}
