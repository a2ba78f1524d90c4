import { mkdtemp, rm, rmdir } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatListenAddress, type ListenAddress, parseListenAddress } from './listen-address.js';
import { MockError } from './mock-error.js';
import { clearSocketPath, closeKeepingFile, fileIdentity } from './socket-file.js';

/** Receives each new connection. It is paused, and stays half open when its client has ended its half. */
export type OnSocket = (socket: Socket) => void;

/** A listening socket that can refuse connections for a while, and removes its file when it is closed. */
export class Listener {
  /** The bound address: with port 0, the port that the system chose; a path is absolute. */
  readonly address: ListenAddress;
  /** As given: a relative path may be short enough where the absolute one is too long. */
  readonly #bindTo: ListenAddress;
  readonly #onSocket: OnSocket;
  readonly #ownDirectory: string | undefined;
  #server: Server | undefined;
  #fileIdentity: string | undefined;
  #isClosed = false;

  private constructor(
    wanted: ListenAddress,
    server: Server,
    onSocket: OnSocket,
    ownDirectory: string | undefined,
  ) {
    this.address = boundAddress(wanted, server);
    this.#bindTo = wanted.type === 'unix' ? wanted : this.address;
    this.#onSocket = onSocket;
    this.#ownDirectory = ownDirectory;
    this.#take(server);
  }

  /**
   * Listens on an address, or on a UNIX socket in a temporary directory of its own; see {@link parseListenAddress}.
   *
   * @throws {MockError} ERR_MOCK_ADDRESS, ERR_MOCK_IN_USE, ERR_MOCK_TOO_MANY_FILES or ERR_MOCK_LISTEN; see {@link
   *   MockErrorCode}
   */
  static async open(listen: string | undefined, onSocket: OnSocket): Promise<Listener> {
    if (listen !== undefined) {
      const wanted = parseListenAddress(listen);
      return new Listener(wanted, await bind(wanted, onSocket), onSocket, undefined);
    }
    const directory = await makeTemporaryDirectory();
    try {
      const wanted = parseListenAddress(`unix:${join(directory, 'qmp.sock')}`);
      return new Listener(wanted, await bind(wanted, onSocket), onSocket, directory);
    } catch (error) {
      await rmdir(directory);
      throw error;
    }
  }

  /** Refuses connections from now on. The socket's file stays, as after a process is killed. */
  refuse(): void {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    if (this.address.type === 'unix' && this.#isOurFile(this.address.path)) {
      closeKeepingFile(server, this.address.path);
    } else server.close();
  }

  /** Refuses connections for good. The socket's file stays until {@link close}. */
  die(): void {
    this.#isClosed = true;
    this.refuse();
  }

  /** Listens again on the same address. */
  async accept(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = await bind(this.#bindTo, this.#onSocket);
    if (this.#isClosed) server.close();
    else this.#take(server);
  }

  /** Stops listening and removes the socket's file. Open connections belong to the caller, and stay. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const server = this.#server;
    this.#server = undefined;
    if (this.address.type === 'unix') await this.#closeUnix(server, this.address.path);
    else server?.close();
    if (this.#ownDirectory !== undefined) await rm(this.#ownDirectory, { recursive: true, force: true });
  }

  async #closeUnix(server: Server | undefined, path: string): Promise<void> {
    const isOurs = this.#isOurFile(path);
    if (server === undefined) {
      if (isOurs) await rm(path, { force: true });
    } else if (isOurs || fileIdentity(path) === undefined) server.close();
    else closeKeepingFile(server, path);
  }

  #isOurFile(path: string): boolean {
    const identity = fileIdentity(path);
    return identity !== undefined && identity === this.#fileIdentity;
  }

  #take(server: Server): void {
    this.#server = server;
    if (this.address.type === 'unix') this.#fileIdentity = fileIdentity(this.address.path);
  }
}

async function makeTemporaryDirectory(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'mock-qemu-'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `cannot create a temporary directory: ${why}; set TMPDIR to a writable directory`;
    throw new MockError('ERR_MOCK_LISTEN', message, { cause });
  }
}

async function bind(address: ListenAddress, onSocket: OnSocket): Promise<Server> {
  if (address.type === 'unix') await clearSocketPath(address.path);
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, onSocket);
  try {
    await new Promise<void>((listening, reject) => {
      server.once('error', reject);
      server.once('listening', listening);
      if (address.type === 'unix') server.listen({ path: address.path });
      else if (address.type === 'fd') server.listen({ fd: address.fd });
      else server.listen({ host: address.host, port: address.port });
    });
  } catch (cause) {
    throw listenError(address, cause);
  }
  // A later error is a connection that could not be accepted, which its client notices.
  return server.on('error', () => undefined);
}

function boundAddress(wanted: ListenAddress, server: Server): ListenAddress {
  if (wanted.type === 'unix') return { type: 'unix', path: resolve(wanted.path) };
  if (wanted.type === 'fd') return wanted;
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : wanted.port;
  return { ...wanted, port };
}

function listenError(address: ListenAddress, cause: unknown): MockError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const failed = `cannot listen on ${formatListenAddress(address)}`;
  if (code === 'EMFILE' || code === 'ENFILE') {
    const limit = `no file descriptors left (${code}); raise the limit with 'ulimit -n', or start fewer machines`;
    return new MockError('ERR_MOCK_TOO_MANY_FILES', `${failed}: ${limit}`, { cause });
  }
  if (code === 'EADDRINUSE') {
    const remedy = 'another process listens on it; stop it, or choose another address';
    return new MockError('ERR_MOCK_IN_USE', `${failed}: ${remedy}`, { cause });
  }
  const reason = EXPLANATIONS.get(code) ?? (cause instanceof Error ? cause.message : String(cause));
  return new MockError('ERR_MOCK_LISTEN', `${failed}: ${reason}`, { cause });
}

const EXPLANATIONS: ReadonlyMap<string, string> = new Map([
  ['EINVAL', 'the inherited file descriptor is not a listening socket'],
  ['EACCES', 'permission denied; choose a path or port that you may use'],
  ['EADDRNOTAVAIL', 'not an address of this host; choose 127.0.0.1 or another local address'],
  ['ENOTFOUND', 'host not found; choose 127.0.0.1 or another local address'],
]);
