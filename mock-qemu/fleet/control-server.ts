import type { Socket } from 'node:net';
import split2 from 'split2';
import { formatListenAddress, parseListenAddress } from '../listen/listen-address.js';
import { Listener } from '../listen/listener.js';
import { MockError } from '../listen/mock-error.js';
import { QmpError } from '../wire/qmp-error.js';
import type { Action } from './action.js';
import { FleetError } from './fleet-error.js';
import { decodeAction } from './scenario.js';

export interface ControlServer extends AsyncDisposable {
  /** Where it listens; the port is the one that it got. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Takes actions from any number of clients: a line of JSON in, a line of JSON out, in the order in which they came.
 *
 *     {"do":"fault","machine":"web","kind":"hang"}     ->  {"ok":true}
 *     {"do":"list"}                                    ->  {"ok":true,"result":[…]}
 *     {"do":"fault","kind":"hagn"}                     ->  {"ok":false,"error":{"code":"ERR_FLEET_ACTION","message":"…"}}
 *
 * @throws {MockError} when it is no address, or cannot be had
 */
export async function startControlServer(
  listen: string,
  perform: (action: Action) => Promise<unknown>,
): Promise<ControlServer> {
  const clients = new Set<Socket>();
  if (parseListenAddress(listen).type === 'ws') {
    throw new MockError('ERR_MOCK_ADDRESS', `cannot take actions on '${listen}': it has no WebSocket`);
  }
  const listener = await Listener.open(listen, (socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    void serve(socket, perform);
  });
  const close = async () => {
    for (const socket of clients) socket.destroy();
    await listener.close();
  };
  return { address: formatListenAddress(listener.address), close, [Symbol.asyncDispose]: close };
}

/** Longer than any sensible action, and short enough to be kept for many clients. */
const MAX_LINE_CHARACTERS = 1024 * 1024;

async function serve(socket: Socket, perform: (action: Action) => Promise<unknown>): Promise<void> {
  // A client that goes away ends the lines below.
  socket.on('error', () => undefined);
  const lines = socket.setEncoding('utf8').pipe(split2({ maxLength: MAX_LINE_CHARACTERS }));
  socket.on('close', () => lines.destroy());
  try {
    for await (const line of lines as AsyncIterable<string>) {
      // Who does not read its answers is not read either.
      if (line.trim() !== '') await written(socket, await answer(line, perform));
    }
  } catch {
    if (socket.destroyed) return;
    const tooLong = new FleetError('ERR_FLEET_LINE', `a line has at most ${MAX_LINE_CHARACTERS} characters`);
    await written(socket, failure(tooLong));
  }
  socket.destroySoon();
}

/** Resolves when the line is out, or never will be. */
function written(socket: Socket, reply: object): Promise<void> {
  return new Promise((resolve) => {
    socket.write(`${JSON.stringify(reply)}\n`, () => resolve());
  });
}

async function answer(line: string, perform: (action: Action) => Promise<unknown>): Promise<object> {
  try {
    const result = await perform(decodeAction(parse(line)));
    return { ok: true, ...(result !== undefined && { result }) };
  } catch (error) {
    return failure(error);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FleetError('ERR_FLEET_ACTION', `the line is no JSON: ${why}`, { cause });
  }
}

/** What a machine refuses has QEMU's class for a code. */
function failure(error: unknown): object {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof QmpError) return { ok: false, error: { code: error.class, message } };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'ERR_INTERNAL';
  return { ok: false, error: { code, message } };
}
