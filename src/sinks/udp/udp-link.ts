import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { errnoOf } from '../../support/errors.js';

/** What becomes of the datagrams of a link. */
export interface UdpLinkEvents {
  /** The kernel has taken a datagram. */
  onSent(bytes: number): void;
  /** The other host has refused the last datagram; `lostBytes` is 0 when its loss was reported already. */
  onRefused(lostBytes: number): void;
  /** A datagram could not be sent. */
  onFailed(error: Error, bytes: number): void;
}

/** A datagram socket that is connected, because no other learns of refusals. */
export class UdpLink {
  readonly address: string;
  /** Of the datagrams that the kernel has not taken. */
  bytesInFlight = 0;
  readonly #socket: Socket;
  readonly #events: UdpLinkEvents;
  #inFlight = 0;
  #onIdle: (() => void)[] = [];
  /** Of the datagram that a refusal would be about: the last one that was sent. */
  #lastBytes = 0;
  #isClosed = false;

  /** @throws the system's error */
  static async connect(
    address: string,
    family: number,
    port: number,
    events: UdpLinkEvents,
  ): Promise<UdpLink> {
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    try {
      socket.connect(port, address);
      await once(socket, 'connect');
      return new UdpLink(address, socket, events);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  private constructor(address: string, socket: Socket, events: UdpLinkEvents) {
    this.address = address;
    this.#socket = socket;
    this.#events = events;
    socket.on('error', () => this.#refuse());
  }

  send(datagram: Buffer): void {
    this.#send(datagram, false);
  }

  /** Resolves when the kernel has taken every datagram, or refused to. */
  idle(): Promise<void> {
    if (this.#inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.close();
  }

  #send(datagram: Buffer, isRetry: boolean): void {
    this.#inFlight++;
    this.bytesInFlight += datagram.length;
    this.#socket.send(datagram, (error) => {
      this.#inFlight--;
      this.bytesInFlight -= datagram.length;
      if (!error) {
        this.#lastBytes = datagram.length;
        this.#events.onSent(datagram.length);
      }
      // Linux reports the refusal of a datagram at the next one, which it then does not send.
      else if (errnoOf(error) === 'ECONNREFUSED' && !isRetry && !this.#isClosed) {
        this.#refuse();
        this.#send(datagram, true);
      } else this.#events.onFailed(error, datagram.length);
      if (this.#inFlight === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
    });
  }

  #refuse(): void {
    const lostBytes = this.#lastBytes;
    this.#lastBytes = 0;
    this.#events.onRefused(lostBytes);
  }
}
