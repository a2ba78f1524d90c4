import { lookup } from 'node:dns/promises';
import { formatDestination } from '../../model/destination.js';
import { type ErrnoWords, explainErrno } from '../../support/explain-errno.js';
import { within } from '../../support/within.js';
import { CountingSink } from '../counting-sink.js';
import { Outage } from '../outage.js';
import { BUFFER_BYTES, CLOSE_MS, type OnOutage, type Sink } from '../sink.js';
import { splitDatagrams } from './datagrams.js';
import { UdpLink, type UdpLinkEvents } from './udp-link.js';

/** Where a {@link UdpSink} sends its texts, and how long it waits for what. */
export interface UdpSinkOptions {
  readonly host: string;
  readonly port: number;
  /** Goes out first, as a datagram of its own, and again to each new address of the host; empty for none. */
  readonly header: string;
  /** How long an address of the host stays in use before its name is looked up again (default: 60 s). */
  readonly resolveMs?: number | undefined;
  /** How soon a lookup that failed is tried again (default: 5 s). */
  readonly retryMs?: number | undefined;
  /** How long {@link Sink.close} may take (default: 2 s). */
  readonly closeMs?: number | undefined;
}

const RESOLVE_MS = 60_000;
const RETRY_MS = 5000;
/** The report of a refusal comes with the text after the one that was refused. */
const TEXTS_UNTIL_ACCEPTED = 2;

const ERRNO_WORDS: ErrnoWords = {
  ENOTFOUND: 'no such host; its name is looked up again',
  EAI_AGAIN: 'its name cannot be looked up just now; it is tried again',
};

type State =
  /** The host has no known address yet, and texts are lost. */
  | { readonly kind: 'unresolved' }
  | { readonly kind: 'linked'; readonly link: UdpLink }
  /** The kernel takes what is on its way. */
  | { readonly kind: 'closing'; readonly link: UdpLink }
  | { readonly kind: 'closed' };

/**
 * Sends datagrams. Nothing acknowledges them, so what is lost on the way is not known. A refusal by the other host is
 * reported, and the next datagram is sent all the same.
 */
export class UdpSink extends CountingSink implements Sink {
  readonly #options: UdpSinkOptions;
  readonly #failing: Outage;
  readonly #tooLong: Outage;
  readonly #events: UdpLinkEvents = {
    onSent: (bytes) => {
      this.writtenBytes += bytes;
    },
    onRefused: (lostBytes) => {
      this.#textsSinceRefusal = 0;
      this.#failing.begin('nobody listens there; texts are sent all the same, and are lost meanwhile');
      if (lostBytes > 0) this.losses.add(lostBytes);
    },
    onFailed: (error, bytes) => {
      this.#textsSinceRefusal = 0;
      this.#failing.begin(explainErrno(error, ERRNO_WORDS));
      this.losses.add(bytes);
    },
  };
  #state: State = { kind: 'unresolved' };
  /** By performance.now(); infinite while a lookup is under way. */
  #lookUpAtMs = 0;
  /** How many texts were sent since a datagram was refused or failed. */
  #textsSinceRefusal = 0;

  /** Resolves when the host's name was looked up, with or without success, or when that takes too long. */
  static async open(options: UdpSinkOptions, onOutage: OnOutage): Promise<UdpSink> {
    const sink = new UdpSink(options, onOutage);
    await within(CLOSE_MS, sink.#lookUp());
    return sink;
  }

  private constructor(options: UdpSinkOptions, onOutage: OnOutage) {
    super();
    const subject = `udp ${formatDestination({ kind: 'udp', ...options })}`;
    this.#options = options;
    this.#failing = new Outage(subject, this.losses, onOutage);
    this.#tooLong = new Outage(subject, this.losses, onOutage);
  }

  get isConnected(): boolean {
    return this.#state.kind === 'linked' && !this.#failing.isOn;
  }

  write(text: string): void {
    if (!this.#isEnding && performance.now() >= this.#lookUpAtMs) void this.#lookUp();
    const bytes = Buffer.from(text);
    const link = this.#state.kind === 'linked' ? this.#state.link : undefined;
    if (!link || link.bytesInFlight + bytes.length > BUFFER_BYTES) {
      this.losses.add(bytes.length);
      return;
    }
    const datagrams = this.#split(bytes);
    if (this.#textsSinceRefusal++ >= TEXTS_UNTIL_ACCEPTED) this.#failing.end('texts are no longer refused');
    for (const datagram of datagrams) link.send(datagram);
  }

  reopen(): void {
    this.#lookUpAtMs = 0;
  }

  async close(): Promise<void> {
    const link = linkOf(this.#state);
    if (link) {
      this.#enter({ kind: 'closing', link });
      await within(this.#options.closeMs ?? CLOSE_MS, link.idle());
    }
    this.#enter({ kind: 'closed' });
    this.#failing.end('the end');
    this.#tooLong.end('the end');
  }

  get #isEnding(): boolean {
    return this.#state.kind === 'closing' || this.#state.kind === 'closed';
  }

  /** The only place that changes the state. A link is closed with the last state that has it. */
  #enter(next: State): void {
    const link = linkOf(this.#state);
    if (link !== linkOf(next)) link?.close();
    this.#state = next;
  }

  /** Drops and reports the lines that do not fit a datagram. */
  #split(text: Buffer): readonly Buffer[] {
    const { datagrams, tooLong } = splitDatagrams(text);
    for (const line of tooLong) {
      this.#tooLong.begin(`a line of ${line.length} bytes does not fit a datagram: such lines are dropped`);
      this.losses.add(line.length);
    }
    if (tooLong.length === 0) this.#tooLong.end('all lines fit again');
    return datagrams;
  }

  /** An address that was good stays in use while the name cannot be looked up. */
  async #lookUp(): Promise<void> {
    const { host, resolveMs = RESOLVE_MS, retryMs = RETRY_MS } = this.#options;
    this.#lookUpAtMs = Number.POSITIVE_INFINITY;
    let againMs = retryMs;
    try {
      const { address, family } = await lookup(host);
      if (this.#isEnding) return;
      if (address !== linkOf(this.#state)?.address) await this.#connect(address, family);
      againMs = resolveMs;
    } catch (error) {
      if (!this.#isEnding) this.#failing.begin(explainErrno(error, ERRNO_WORDS));
    }
    this.#lookUpAtMs = performance.now() + againMs;
  }

  async #connect(address: string, family: number): Promise<void> {
    const link = await UdpLink.connect(address, family, this.#options.port, this.#events);
    if (this.#isEnding) {
      link.close();
      return;
    }
    this.#enter({ kind: 'linked', link });
    this.#textsSinceRefusal = 0;
    const header = Buffer.from(this.#options.header);
    if (header.length > 0) link.send(header);
  }
}

function linkOf(state: State): UdpLink | undefined {
  return 'link' in state ? state.link : undefined;
}
