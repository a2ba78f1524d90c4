import { join } from 'node:path';
import { formatDestination } from '../../model/destination.js';
import { Backoff, type BackoffOptions } from '../../support/backoff.js';
import { sleep } from '../../support/deadline.js';
import { within } from '../../support/within.js';
import { CountingSink } from '../counting-sink.js';
import { Outage } from '../outage.js';
import { CLOSE_MS, type OnOutage, type Sink } from '../sink.js';
import { TolerantSpool } from '../spool/tolerant-spool.js';
import { DeliveryLedger } from './delivery-ledger.js';
import { explainTcp, TcpLink } from './tcp-link.js';

/** Where a {@link TcpSink} sends its texts, and how long it waits for what. */
export interface TcpSinkOptions {
  readonly host: string;
  readonly port: number;
  /** Goes first on each connection; empty for none. */
  readonly header: string;
  readonly spool: SpoolOptions;
  /** How soon a connection is tried again (default: 1 s to 30 s). */
  readonly retry?: BackoffOptions | undefined;
  /** How long a connection must stand after a text has arrived for the text to count as delivered (default: 5 s). */
  readonly settleMs?: number | undefined;
  /** How long {@link Sink.close} may take (default: 2 s). */
  readonly closeMs?: number | undefined;
}

/** Where the texts are kept that cannot be sent now. */
export interface SpoolOptions {
  /** Each destination has a directory of its own in this one. */
  readonly directory: string;
  /** Default: 64 MiB. */
  readonly maxBytes?: number | undefined;
}

const RETRY = { baseMs: 1000, capMs: 30_000 };
const SETTLE_MS = 5000;
const SPOOL_BYTES = 64 * 1024 * 1024;
/** How often close() checks whether everything has arrived. */
const CHECK_MS = 20;

type State =
  /** The first connection is being tried; close() waits for the result. */
  | { readonly kind: 'starting' }
  /** No connection: the next one is being tried, or is tried after a pause. */
  | { readonly kind: 'down' }
  | { readonly kind: 'up'; readonly link: TcpLink }
  /** close() was called: what there is goes out. Without a link, the first connection is still being tried. */
  | { readonly kind: 'draining'; readonly link: TcpLink | undefined }
  /** Everything has arrived, and the reader was told that nothing more comes. */
  | { readonly kind: 'finished'; readonly link: TcpLink }
  | { readonly kind: 'closed' };

/**
 * Sends texts over TCP, each at least once, whole and in order.
 *
 * While there is no connection, or its reader is slow, texts wait in a spool on disk. TCP does not tell the sender what
 * the reader has read. The kernel shows what the other side's kernel has acknowledged and, for a reader on this host,
 * what it has read; a text counts as delivered when that was so and the connection has stood for the settling time
 * since. When a connection breaks, everything younger is sent again on the next one, before what is new: a reader may
 * see the texts of up to two settling times twice, there and nowhere else.
 *
 * What is lost: the oldest texts, when the spool is full; what a reader on another host leaves in its kernel for longer
 * than the settling time before it dies; and what was on its way when qgauge itself was killed, if the connection then
 * breaks too, because the spool holds only what was not sent.
 */
export class TcpSink extends CountingSink implements Sink {
  readonly #options: TcpSinkOptions;
  readonly #spool: TolerantSpool;
  readonly #ledger: DeliveryLedger;
  readonly #down: Outage;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #state: State = { kind: 'starting' };
  #closing: Promise<void> | undefined;

  /** @throws {OutputError} when the spool cannot be used, or another process uses it */
  constructor(options: TcpSinkOptions, onOutage: OnOutage) {
    super();
    const destination = formatDestination({ kind: 'tcp', ...options });
    const { losses } = this;
    const subject = `tcp ${destination}`;
    const { directory, maxBytes = SPOOL_BYTES } = options.spool;
    const own = join(directory, `tcp_${destination.replace(/[^A-Za-z0-9.-]/g, '_')}`);
    this.#options = options;
    this.#spool = new TolerantSpool({ directory: own, maxBytes, subject, losses, onOutage });
    this.#ledger = new DeliveryLedger(this.#spool);
    this.#down = new Outage(subject, losses, onOutage);
    this.#running = this.#run();
  }

  override get spooledBytes(): number {
    return this.#spool.bytes;
  }

  get isConnected(): boolean {
    return linkOf(this.#state) !== undefined;
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    if (bytes.length === 0) return;
    if (this.#isClosing) this.losses.add(bytes.length);
    else this.#send(this.#ledger.accept(bytes) ?? this.#ledger.next());
  }

  reopen(): void {
    // There is no file to open anew.
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  get #isClosing(): boolean {
    return ['draining', 'finished', 'closed'].includes(this.#state.kind);
  }

  /** The only place that changes the state. A closed sink stays closed; a link that no state has any more is destroyed. */
  #enter(next: State): void {
    const [link, nextLink] = [linkOf(this.#state), linkOf(next)];
    if (link !== nextLink) link?.destroy();
    if (this.#state.kind === 'closed') nextLink?.destroy();
    else this.#state = next;
  }

  async #run(): Promise<void> {
    const backoff = new Backoff(this.#options.retry ?? RETRY);
    while (this.#state.kind !== 'closed') {
      const failure = await this.#connectOnce(backoff);
      this.#enter({ kind: this.#isClosing ? 'closed' : 'down' });
      if (this.#isClosing) return;
      this.#down.begin(`${explainTcp(failure)}; texts are kept in ${this.#spool.where}`);
      await sleep(backoff.next(), this.#ending.signal).catch(() => undefined);
    }
  }

  /** Resolves to why there is no connection, at once or after it has stood for some time. */
  async #connectOnce(backoff: Backoff): Promise<unknown> {
    const { host, port, retry = RETRY } = this.#options;
    try {
      const link = await TcpLink.connect(host, port, this.#ending.signal);
      const beganAt = performance.now();
      const failure = await this.#serve(link);
      // A connection that breaks at once is no reason to be quick the next time.
      if (performance.now() - beganAt > retry.capMs) backoff.reset();
      return failure;
    } catch (error) {
      return error;
    }
  }

  /** Sends on a connection until it is no more; resolves to what broke it, if anything did. */
  async #serve(link: TcpLink): Promise<Error | undefined> {
    this.#enter({ kind: this.#state.kind === 'draining' ? 'draining' : 'up', link });
    const observing = setInterval(() => void this.#observe(link), this.#options.settleMs ?? SETTLE_MS);
    this.#begin(link);
    const failure = await link.closed;
    clearInterval(observing);
    // A reader that ends without an error once it was told that nothing more comes has read everything.
    if (this.#state.kind === 'finished' && failure === undefined) this.#ledger.settleAll();
    this.#ledger.disconnect();
    return failure;
  }

  #begin(link: TcpLink): void {
    if (linkOf(this.#state) !== link) return;
    const header = Buffer.from(this.#options.header);
    this.#ledger.connect(header.length);
    this.#down.end('connected');
    if (header.length > 0) link.send(header, () => this.#take(link, header.length));
    this.#send(this.#ledger.next());
  }

  #send(bytes: Buffer | undefined): void {
    const link = linkOf(this.#state);
    if (!link || !bytes) return;
    link.send(bytes, () => {
      this.writtenBytes += bytes.length;
      this.#take(link, bytes.length);
    });
  }

  /** Sends the next part of the spool as soon as the kernel has taken the one before. */
  #take(link: TcpLink, bytes: number): void {
    if (linkOf(this.#state) !== link) return;
    this.#ledger.take(bytes);
    this.#send(this.#ledger.next());
  }

  async #observe(link: TcpLink): Promise<void> {
    this.#spool.reportIfEmpty();
    if (this.#ledger.isSettled) return;
    const arrivedBytes = await link.readArrivedBytes();
    if (linkOf(this.#state) === link) this.#ledger.observe(arrivedBytes);
  }

  async #close(): Promise<void> {
    this.#enter(drained(this.#state));
    await within(this.#options.closeMs ?? CLOSE_MS, this.#finish());
    // A reader that has not ended in time has received everything all the same.
    if (this.#state.kind === 'finished') this.#ledger.settleAll();
    this.#enter({ kind: 'closed' });
    this.#ending.abort();
    await this.#running;
    this.#spool.close();
  }

  /** Sends what there is, and sees it arrive and be read. */
  async #finish(): Promise<void> {
    const link = await this.#untilArrived();
    if (!link) return;
    this.#enter({ kind: 'finished', link });
    link.end();
    await within((this.#options.closeMs ?? CLOSE_MS) / 2, link.closed);
  }

  /** Resolves to the connection on which everything has arrived; to `undefined` when there is none any more. */
  async #untilArrived(): Promise<TcpLink | undefined> {
    while (this.#state.kind === 'draining') {
      const { link } = this.#state;
      if (link && (await this.#hasArrived(link)) && linkOf(this.#state) === link) return link;
      await sleep(CHECK_MS, this.#ending.signal).catch(() => undefined);
    }
    return undefined;
  }

  async #hasArrived(link: TcpLink): Promise<boolean> {
    return this.#ledger.isAllTaken && (await link.readArrivedBytes()) >= this.#ledger.handedOutBytes;
  }
}

function linkOf(state: State): TcpLink | undefined {
  return 'link' in state ? state.link : undefined;
}

/** The state that close() leads to: only a connection, or the first attempt, is worth waiting for. */
function drained(state: State): State {
  if (state.kind === 'up') return { kind: 'draining', link: state.link };
  return state.kind === 'starting' ? { kind: 'draining', link: undefined } : { kind: 'closed' };
}
