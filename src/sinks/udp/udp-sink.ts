import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { formatTarget } from '../../model/destination.js';
import { errnoOf, messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { within } from '../../support/within.js';
import { Losses, Outage } from '../outage.js';
import { BUFFER_BYTES, CLOSE_MS, type OnTrouble, type Sink } from '../sink.js';
import { splitDatagrams } from './datagrams.js';

export interface UdpSinkOptions {
  readonly host: string;
  readonly port: number;
  /** Goes out as a datagram of its own, first, and again to each new address of the host. */
  readonly header: string;
  /** How long an address of a name is good for. Default 60 s. */
  readonly resolveMs?: number | undefined;
  /** How soon a name that has no address is asked for again. Default 5 s. */
  readonly retryMs?: number | undefined;
  readonly closeMs?: number | undefined;
}

/**
 * Sends datagrams. Nobody answers to them, so what is lost on the way is not known; a refusal by the other host is told,
 * and the next datagram is tried all the same.
 */
export class UdpSink implements Sink {
  readonly spooledBytes = 0;
  writtenBytes = 0;
  readonly #options: UdpSinkOptions;
  readonly #header: Buffer;
  readonly #losses = new Losses();
  readonly #trouble: Outage;
  readonly #tooLong: Outage;
  #socket: Socket | undefined;
  #address = '';
  #resolveAtMs = 0;
  #inFlight = 0;
  #bytesInFlight = 0;
  /** Of the datagram that a refusal is about: the last that was sent, until then. */
  #lastBytes = 0;
  #onIdle: () => void = () => undefined;
  #textsSinceRefusal = 0;
  #isClosed = false;

  /** Resolves once the host's name has been looked up, with or without success, or that takes too long. */
  static async open(options: UdpSinkOptions, onTrouble: OnTrouble): Promise<UdpSink> {
    const sink = new UdpSink(options, onTrouble);
    await within(CLOSE_MS, sink.#refresh());
    return sink;
  }

  private constructor(options: UdpSinkOptions, onTrouble: OnTrouble) {
    const who = `udp ${formatTarget({ kind: 'udp', ...options })}`;
    this.#options = options;
    this.#header = Buffer.from(options.header);
    this.#trouble = new Outage(who, this.#losses, onTrouble);
    this.#tooLong = new Outage(who, this.#losses, onTrouble);
  }

  get droppedBytes(): number {
    return this.#losses.bytes;
  }

  get droppedTexts(): number {
    return this.#losses.texts;
  }

  get isConnected(): boolean {
    return this.#socket !== undefined && !this.#trouble.isOn;
  }

  write(text: string): void {
    if (performance.now() >= this.#resolveAtMs) void this.#refresh();
    const bytes = Buffer.from(text);
    if (!this.#socket || this.#bytesInFlight + bytes.length > BUFFER_BYTES) {
      this.#losses.add(bytes.length);
      return;
    }
    const { datagrams, tooLong } = splitDatagrams(bytes);
    for (const line of tooLong) {
      this.#tooLong.begin(`a line of ${line.length} bytes does not fit a datagram: such lines are dropped`);
      this.#losses.add(line.length);
    }
    if (tooLong.length === 0) this.#tooLong.end('all lines fit again');
    if (this.#textsSinceRefusal++ >= 2) this.#trouble.end('texts are no longer refused');
    for (const datagram of datagrams) this.#send(this.#socket, datagram);
  }

  reopen(): void {
    this.#resolveAtMs = 0;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      if (this.#inFlight === 0) resolve();
    });
    await within(this.#options.closeMs ?? CLOSE_MS, idle);
    this.#replaceSocket(undefined);
    this.#trouble.end('the end');
    this.#tooLong.end('the end');
  }

  #send(socket: Socket, datagram: Buffer, isRetry = false): void {
    this.#inFlight++;
    this.#bytesInFlight += datagram.length;
    socket.send(datagram, (error) => {
      this.#inFlight--;
      this.#bytesInFlight -= datagram.length;
      if (!error) {
        this.writtenBytes += datagram.length;
        this.#lastBytes = datagram.length;
      }
      // Linux reports the refusal of a datagram at the next one, which it then does not send.
      else if (errnoOf(error) === 'ECONNREFUSED' && !isRetry) {
        this.#refused();
        this.#send(socket, datagram, true);
      } else this.#failed(error, datagram.length);
      if (this.#inFlight === 0) this.#onIdle();
    });
  }

  /** Told as over once two texts in a row were not refused: the refusal of the first comes after it. */
  #refused(): void {
    this.#textsSinceRefusal = 0;
    this.#trouble.begin('nobody listens there; texts are sent all the same, and are lost meanwhile');
    if (this.#lastBytes > 0) this.#losses.add(this.#lastBytes);
    this.#lastBytes = 0;
  }

  #failed(error: Error, bytes: number): void {
    this.#textsSinceRefusal = 0;
    this.#trouble.begin(explain(error));
    this.#losses.add(bytes);
  }

  async #refresh(): Promise<void> {
    this.#resolveAtMs = Number.POSITIVE_INFINITY;
    let againMs = this.#options.retryMs ?? 5000;
    try {
      const { address, family } = await lookup(this.#options.host);
      if (this.#isClosed) return;
      if (address !== this.#address) await this.#connect(address, family);
      againMs = this.#options.resolveMs ?? 60_000;
    } catch (error) {
      // An address that was good stays in use.
      if (!this.#isClosed) this.#trouble.begin(explain(error));
    }
    this.#resolveAtMs = performance.now() + againMs;
  }

  /** A connected socket alone hears of refusals. */
  async #connect(address: string, family: number): Promise<void> {
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    try {
      socket.connect(this.#options.port, address);
      await once(socket, 'connect');
    } catch (error) {
      socket.close();
      throw error;
    }
    socket.on('error', () => this.#refused());
    if (this.#isClosed) {
      socket.close();
      return;
    }
    this.#replaceSocket(socket);
    this.#address = address;
    this.#textsSinceRefusal = 0;
    if (this.#header.length > 0) this.#send(socket, this.#header);
  }

  #replaceSocket(socket: Socket | undefined): void {
    this.#socket?.close();
    this.#socket = socket;
  }
}

function explain(error: unknown): string {
  const errno = errnoOf(error) ?? '';
  if (errno === 'ENOTFOUND') return 'no such host; its name is looked up again';
  if (errno === 'EAI_AGAIN') return 'its name cannot be looked up just now; it is tried again';
  if (errno === 'ENETUNREACH' || errno === 'EHOSTUNREACH') return 'no way to this host';
  return terminalSafe(messageOf(error));
}
