import { connect, Socket } from 'node:net';
import { formatListenAddress, type ListenAddress, parseListenAddress } from './listen-address.js';
import { MockError } from './mock-error.js';
import type { OneClientServer } from './one-client.js';

/** What a chardev with `server=off` is: a client of the program that uses the monitor. */
export interface ConnectOptions {
  /** Connects to a socket instead of listening: `unix:/path`, `/path`, `tcp:host:port`, or `fd:N`, an inherited one. */
  readonly connect?: string;
  /**
   * Connects again this long after a connection has ended or was refused, as `reconnect=` (default: connects once, and
   * fails when it is refused).
   */
  readonly reconnectMs?: number;
}

/**
 * Connects to an address, and calls `serve` with each connection.
 *
 * @param serve ends the connection when it resolves; it must not reject
 * @throws {MockError} ERR_MOCK_ADDRESS when the address is not valid, ERR_MOCK_CONNECT when it cannot be connected to and
 *   there is no `reconnectMs`
 */
export async function startConnector(
  { connect: text, reconnectMs }: ConnectOptions & { readonly connect: string },
  serve: (socket: Socket) => Promise<void>,
): Promise<OneClientServer> {
  const address = parseListenAddress(text);
  const first = reconnectMs === undefined ? await dial(address) : undefined;
  const connector = new Connector(address, reconnectMs, serve);
  const served = connector.run(first);
  return {
    address: formatListenAddress(address),
    path: undefined,
    refuse: () => connector.hold(),
    accept: async () => connector.release(),
    die: () => connector.stop(),
    close: async () => {
      connector.stop();
      await served;
    },
  };
}

class Connector {
  readonly #address: ListenAddress;
  readonly #reconnectMs: number | undefined;
  readonly #serve: (socket: Socket) => Promise<void>;
  #socket: Socket | undefined;
  #isOver = false;
  #isHeld = false;
  #wake: () => void = () => undefined;

  constructor(
    address: ListenAddress,
    reconnectMs: number | undefined,
    serve: (socket: Socket) => Promise<void>,
  ) {
    this.#address = address;
    this.#reconnectMs = reconnectMs;
    this.#serve = serve;
  }

  async run(first: Socket | undefined): Promise<void> {
    let socket = first;
    while (!this.#isOver) {
      if (!this.#isHeld) socket ??= await dial(this.#address).catch(() => undefined);
      if (this.#isOver) socket?.destroy();
      else if (socket !== undefined) await this.#use(socket);
      socket = undefined;
      if (this.#reconnectMs === undefined) return;
      await this.#pause(this.#reconnectMs);
    }
  }

  /** Makes no new connection until {@link release}. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
  }

  stop(): void {
    this.#isOver = true;
    this.#socket?.destroy();
    this.#wake();
  }

  async #use(socket: Socket): Promise<void> {
    this.#socket = socket;
    await this.#serve(socket);
    this.#socket = undefined;
  }

  #pause(ms: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Connects as a listener accepts: paused, and half open when the other end has ended its half. */
function dial(address: ListenAddress): Promise<Socket> {
  if (address.type === 'ws') {
    const why = 'a WebSocket can only be listened on';
    throw new MockError('ERR_MOCK_ADDRESS', `cannot connect to '${formatListenAddress(address)}': ${why}`);
  }
  if (address.type === 'fd') return Promise.resolve(inherited(address.fd));
  const socket = connect({
    ...(address.type === 'unix' ? { path: address.path } : { host: address.host, port: address.port }),
    allowHalfOpen: true,
  });
  socket.pause();
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', (cause) => {
      const message = `cannot connect to ${formatListenAddress(address)}: ${cause.message}; start the program that listens there first, or set reconnectMs`;
      reject(new MockError('ERR_MOCK_CONNECT', message, { cause }));
    });
  });
}

function inherited(fd: number): Socket {
  try {
    const socket = new Socket({ fd, readable: true, writable: true, allowHalfOpen: true });
    return socket.pause();
  } catch (cause) {
    throw new MockError('ERR_MOCK_CONNECT', `file descriptor ${fd} is not a connected socket`, { cause });
  }
}
