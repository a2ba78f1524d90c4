import { existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Address, formatAddress, netOptions } from '../protocol/transport/address.js';
import { MAX_SUN_PATH_BYTES } from '../protocol/transport/unix.js';
import { messageOf, QgaugeError } from '../support/errors.js';
import { type ErrnoWords, explainErrno } from '../support/explain-errno.js';
import { ConversationRecorder, type RecorderOptions } from './conversation-recorder.js';
import { tapStream } from './tapped-stream.js';

/** The proxy cannot listen on its address. */
export class ListenError extends QgaugeError {
  constructor(address: Address, why: string, options?: ErrorOptions) {
    super('ERR_LISTEN', `cannot listen on ${formatAddress(address)}: ${why}`, options);
  }
}

/** How to run a proxy. */
export interface RecordingProxyOptions extends RecorderOptions {
  /** The address where clients connect. */
  readonly listen: Address;
  /** Connects to QEMU's monitor, once for each client. */
  readonly connect: (signal: AbortSignal) => Promise<Duplex>;
  /** Receives why a client could not be served and was disconnected; the next client is served all the same. */
  readonly onProblem: (message: string) => void;
}

/** A running proxy. */
export interface RecordingProxy extends AsyncDisposable {
  /** Ends the present conversation, and frees the address. */
  close(): Promise<void>;
}

/**
 * Starts a proxy between clients and a monitor: it forwards every byte unchanged and at once, and records the messages.
 * Each client has its own connection to QEMU, which ends with it. Like a monitor it serves one client at a time; the others
 * wait.
 *
 * @throws {ListenError}
 */
export async function startRecordingProxy(options: RecordingProxyOptions): Promise<RecordingProxy> {
  const closing = new AbortController();
  const clients = new Set<Socket>();
  let turn: Promise<void> = Promise.resolve();
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client)).on('error', ignore);
    turn = turn.then(() => serve(client, options, closing.signal));
  });
  await listen(server, options.listen);
  const close = async () => {
    closing.abort();
    const closed = new Promise((resolve) => server.close(resolve));
    for (const client of clients) client.destroy();
    await closed;
    await turn;
  };
  return { close, [Symbol.asyncDispose]: close };
}

/** Resolves when both connections have ended. */
async function serve(client: Socket, options: RecordingProxyOptions, signal: AbortSignal): Promise<void> {
  if (client.destroyed) return;
  let qemu: Duplex | undefined;
  try {
    const recorder = new ConversationRecorder(options);
    qemu = tapStream(await options.connect(signal), recorder);
    await forward(client, qemu);
  } catch (error) {
    if (!signal.aborted) options.onProblem(messageOf(error));
  } finally {
    qemu?.destroy();
    client.destroy();
  }
}

/** Resolves when either side has closed; by then the client has received everything that QEMU sent. */
async function forward(client: Socket, qemu: Duplex): Promise<void> {
  client.pipe(qemu).pipe(client);
  qemu.on('error', ignore);
  const clientGone = finished(client).catch(ignore);
  const qemuGone = finished(qemu, { writable: false }).catch(ignore);
  await Promise.race([clientGone, qemuGone.then(() => finished(client, { readable: false }).catch(ignore))]);
  const closed = new Promise((resolve) => (qemu.closed ? resolve(undefined) : qemu.once('close', resolve)));
  qemu.destroy();
  await closed;
}

function listen(server: Server, address: Address): Promise<void> {
  // Node truncates a long path instead of refusing it.
  const isTooLong = address.type === 'unix' && Buffer.byteLength(address.path) > MAX_SUN_PATH_BYTES;
  if (isTooLong) throw new ListenError(address, TOO_LONG);
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(address, error)));
    server.listen(netOptions(address), () => {
      server.on('error', ignore);
      resolve();
    });
  });
}

function listenError(address: Address, error: Error): ListenError {
  // Node reports a missing directory as EACCES.
  const isNowhere = address.type === 'unix' && !existsSync(dirname(address.path));
  const explanation = isNowhere ? NO_DIRECTORY : explainErrno(error, ERRNO_WORDS);
  return new ListenError(address, explanation, { cause: error });
}

const TOO_LONG = `the path is too long for a socket: ${MAX_SUN_PATH_BYTES} bytes is all that fits; name a shorter one`;

const NO_DIRECTORY = 'its directory does not exist: make it, or name another';

const ERRNO_WORDS: ErrnoWords = {
  EADDRINUSE:
    'somebody has it already: name another, or remove the socket when nobody listens there any more',
  EACCES: 'permission denied: name a place where you may make a socket',
  ENOENT: NO_DIRECTORY,
};

/** An error also closes its stream, which is handled. */
function ignore(): void {
  // Nothing to do.
}
