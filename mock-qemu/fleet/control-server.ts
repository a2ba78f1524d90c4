import type { Socket } from 'node:net';
import split2 from 'split2';
import { formatListenAddress, parseListenAddress } from '../listen/listen-address.js';
import { Listener } from '../listen/listener.js';
import { MockError } from '../listen/mock-error.js';
import { QmpError } from '../wire/qmp-error.js';
import type { Action } from './action.js';
import { FleetError } from './fleet-error.js';
import { decodeAction } from './scenario.js';

/** A running control socket. */
export interface ControlServer extends AsyncDisposable {
  /** `unix:/path` or `tcp:host:port`; with port 0, the port that the system chose. */
  readonly address: string;
  /** Drops every client, and resolves when the socket is closed and its file is gone; may be called again. */
  close(): Promise<void>;
}

/**
 * Accepts actions from any number of clients. A client sends a line of JSON for each action, and receives a line of
 * JSON for each, in order. `perform` is called with each action that is valid; a rejection becomes the error of the
 * reply.
 *
 *     {"do":"fault","machine":"web","kind":"hang"}     ->  {"ok":true}
 *     {"do":"list"}                                    ->  {"ok":true,"result":[…]}
 *     {"do":"fault","kind":"hagn"}                     ->  {"ok":false,"error":{"code":"ERR_FLEET_ACTION","message":"…"}}
 *
 * @param listen `unix:/path`, `/path` or `tcp:host:port`
 * @throws {MockError} ERR_MOCK_ADDRESS when the address is not valid, else as {@link Listener.open}
 */
export async function startControlServer(
  listen: string,
  perform: (action: Action) => Promise<unknown>,
): Promise<ControlServer> {
  const clients = new Set<Socket>();
  if (parseListenAddress(listen).type === 'ws') {
    throw new MockError(
      'ERR_MOCK_ADDRESS',
      `cannot listen for actions on '${listen}': the control socket does not support WebSocket`,
    );
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

/** Longer than any useful action, and short enough to be buffered for many clients. */
const MAX_LINE_CHARACTERS = 1024 * 1024;

async function serve(socket: Socket, perform: (action: Action) => Promise<unknown>): Promise<void> {
  // A client that disconnects ends the loop below.
  socket.on('error', () => undefined);
  const lines = socket.setEncoding('utf8').pipe(split2({ maxLength: MAX_LINE_CHARACTERS }));
  socket.on('close', () => lines.destroy());
  try {
    for await (const line of lines as AsyncIterable<string>) {
      // Waiting for the write applies backpressure: a client that does not read its replies is not read.
      if (line.trim() !== '') await written(socket, await answer(line, perform));
    }
  } catch {
    if (socket.destroyed) return;
    const tooLong = new FleetError(
      'ERR_FLEET_LINE',
      `the line is longer than ${MAX_LINE_CHARACTERS} characters`,
    );
    await written(socket, failure(tooLong));
  }
  socket.destroySoon();
}

/** Resolves when the line has been written, or cannot be written any more. */
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
    throw new FleetError('ERR_FLEET_ACTION', `the line is not valid JSON: ${why}`, { cause });
  }
}

/** The code of an error of a machine is QEMU's error class. */
function failure(error: unknown): object {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof QmpError) return { ok: false, error: { code: error.class, message } };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'ERR_INTERNAL';
  return { ok: false, error: { code, message } };
}
