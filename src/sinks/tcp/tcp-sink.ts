import { join } from 'node:path';
import { formatTarget } from '../../model/destination.js';
import { Backoff, type BackoffOptions } from '../../support/backoff.js';
import { sleep } from '../../support/deadline.js';
import { messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { within } from '../../support/within.js';
import { Losses, Outage } from '../outage.js';
import { CLOSE_MS, type OnTrouble, type Sink } from '../sink.js';
import { Spool, type SpoolPosition } from '../spool/spool.js';
import { explainTcp, TcpLink } from './tcp-link.js';

export interface TcpSinkOptions {
  readonly host: string;
  readonly port: number;
  /** Goes first on each connection. */
  readonly header: string;
  readonly spool: SpoolOptions;
  /** How soon a connection is tried again. Default from 1 s to 30 s. */
  readonly retry?: BackoffOptions | undefined;
  /** How long a connection must stand after a text has arrived for the text to count as delivered. Default 5 s. */
  readonly settleMs?: number | undefined;
  readonly closeMs?: number | undefined;
}

export interface SpoolOptions {
  /** Each target has a directory of its own in this one. */
  readonly directory: string;
  /** Default 64 MiB. */
  readonly maxBytes?: number | undefined;
}

/** Something that was sent, and may have to be sent again: its place in the spool, or itself. */
interface Sent {
  /** In bytes of its connection. */
  readonly end: number;
  readonly text: Buffer | undefined;
  readonly position: SpoolPosition | undefined;
}

const RETRY = { baseMs: 1000, capMs: 30_000 };
const SETTLE_MS = 5000;
const SPOOL_BYTES = 64 * 1024 * 1024;
/** What is sent from the spool at once, unless one text is longer. */
const CHUNK_BYTES = 64 * 1024;
/** What is kept in memory of what was sent and may have to be sent again. Beyond it, texts go by way of the spool. */
const LIVE_BYTES = 8 * 1024 * 1024;
/** How often close() looks whether all has arrived. */
const LOOK_MS = 20;

/**
 * Sends texts over TCP, each at least once, whole and in their order.
 *
 * While there is no connection, or its reader is slow, texts wait in a spool on disk. TCP does not tell what its reader
 * has read. The kernel tells what the other side's kernel has acknowledged and, of a reader on this host, what it has
 * read; a text counts as delivered when that was so, and the connection has stood for the settling time since. When a
 * connection breaks, all that is younger is sent again on the next one, before what is new: a reader may see the texts
 * of up to two settling times twice, there and nowhere else.
 *
 * What is lost: the oldest texts, when the spool is full; what a reader on another host leaves in its kernel for longer
 * than the settling time before it dies; and what was under way when qgauge itself was killed, if then the connection
 * breaks too, for the spool holds what was not sent.
 */
export class TcpSink implements Sink {
  writtenBytes = 0;
  readonly #options: TcpSinkOptions;
  readonly #header: Buffer;
  readonly #spoolDirectory: string;
  readonly #spool: Spool;
  readonly #backoff: Backoff;
  readonly #who: string;
  readonly #tell: OnTrouble;
  readonly #losses = new Losses();
  readonly #down: Outage;
  readonly #full: Outage;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #link: TcpLink | undefined;
  #sent: Sent[] = [];
  #liveBytes = 0;
  #settleableBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosing = false;
  #hasEnded = false;
  #closing: Promise<void> | undefined;
  #onTried: () => void = () => undefined;
  readonly #tried = new Promise<void>((resolve) => {
    this.#onTried = resolve;
  });

  /** @throws {OutputError} when the spool cannot be used, or another process uses it */
  constructor(options: TcpSinkOptions, onTrouble: OnTrouble) {
    const target = formatTarget({ kind: 'tcp', ...options });
    const name = target.replace(/[^A-Za-z0-9.-]/g, '_');
    this.#who = `tcp ${target}`;
    this.#tell = onTrouble;
    this.#options = options;
    this.#header = Buffer.from(options.header);
    this.#spoolDirectory = join(options.spool.directory, `tcp_${name}`);
    this.#spool = Spool.open(this.#spoolDirectory, options.spool.maxBytes ?? SPOOL_BYTES);
    this.#backoff = new Backoff(options.retry ?? RETRY);
    this.#down = new Outage(this.#who, this.#losses, onTrouble);
    this.#full = new Outage(this.#who, this.#losses, onTrouble);
    this.#running = this.#run();
  }

  get droppedBytes(): number {
    return this.#losses.bytes;
  }

  get droppedTexts(): number {
    return this.#losses.texts;
  }

  get spooledBytes(): number {
    return this.#spool.bytes;
  }

  get isConnected(): boolean {
    return this.#link !== undefined;
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    if (bytes.length === 0) return;
    const link = this.#link;
    if (this.#isClosing) this.#losses.add(bytes.length);
    else if (link?.isIdle && this.#spool.isRead && this.#liveBytes + bytes.length <= LIVE_BYTES) {
      this.#liveBytes += bytes.length;
      this.#send(link, bytes, undefined);
    } else {
      this.#keep(bytes);
      this.#pump();
    }
  }

  reopen(): void {
    // There is no file to open anew.
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#isClosing = true;
    await within(this.#options.closeMs ?? CLOSE_MS, this.#finish());
    this.#ending.abort();
    this.#link?.destroy();
    await this.#running;
    const left = this.#spool.bytes;
    if (left > 0) this.#tell(`${this.#who}: ${left} bytes stay in ${this.#where} for the next start`);
    this.#full.end('the end');
    this.#withSpool(() => this.#spool.close());
  }

  /** Sends what there is, and sees it arrive. */
  async #finish(): Promise<void> {
    await this.#tried;
    const link = this.#link;
    if (!link) return;
    while (!(await this.#hasArrived(link))) {
      if (this.#link !== link || this.#ending.signal.aborted) return;
      await sleep(LOOK_MS, this.#ending.signal).catch(() => undefined);
    }
    // Until here nothing tells that it was read; a reader that ends without complaint has read all of it.
    this.#hasEnded = true;
    link.end();
    const isEnded = await within((this.#options.closeMs ?? CLOSE_MS) / 2, link.closed);
    if (!isEnded && this.#link === link) this.#settle(link.sentBytes);
  }

  async #hasArrived(link: TcpLink): Promise<boolean> {
    return this.#spool.isRead && link.isIdle && (await link.readArrivedBytes()) >= link.sentBytes;
  }

  async #run(): Promise<void> {
    while (!this.#ending.signal.aborted) {
      const failure = await this.#connectOnce();
      this.#onTried();
      if (this.#isClosing) break;
      this.#down.begin(`${explainTcp(failure)}; texts are kept in ${this.#where}`);
      await sleep(this.#backoff.next(), this.#ending.signal).catch(() => undefined);
    }
  }

  /** Resolves to why there is no connection, at once or after it has stood for some time. */
  async #connectOnce(): Promise<unknown> {
    const { host, port, retry = RETRY } = this.#options;
    try {
      const link = await TcpLink.connect(host, port, this.#ending.signal);
      const beganAt = performance.now();
      this.#begin(link);
      const failure = await link.closed;
      this.#lose(link, failure);
      // One that breaks at once is no reason to be quick next time.
      if (performance.now() - beganAt > retry.capMs) this.#backoff.reset();
      return failure;
    } catch (error) {
      return error;
    }
  }

  #begin(link: TcpLink): void {
    this.#link = link;
    this.#settleableBytes = 0;
    this.#timer = setInterval(() => void this.#look(link), this.#options.settleMs ?? SETTLE_MS);
    this.#down.end('connected');
    if (this.#header.length > 0) link.send(this.#header, () => this.#pump());
    this.#onTried();
    this.#pump();
  }

  #lose(link: TcpLink, failure: Error | undefined): void {
    clearInterval(this.#timer);
    this.#link = undefined;
    if (this.#hasEnded && failure === undefined) this.#settle(link.sentBytes);
    this.#keepLive();
    this.#sent = [];
    this.#spool.rewind();
  }

  /** Sends the next part of the spool as soon as the kernel has taken the one before. */
  #pump(): void {
    const link = this.#link;
    if (!link?.isIdle) return;
    const chunk = this.#withSpool(() => this.#spool.read(CHUNK_BYTES));
    if (chunk) this.#send(link, chunk.bytes, chunk.position);
  }

  #send(link: TcpLink, bytes: Buffer, position: SpoolPosition | undefined): void {
    this.#sent.push({ end: link.sentBytes + bytes.length, text: position ? undefined : bytes, position });
    link.send(bytes, () => {
      this.writtenBytes += bytes.length;
      if (this.#link === link) this.#pump();
    });
  }

  /** What had arrived when it was looked last time, and the connection has stood since, is settled. */
  async #look(link: TcpLink): Promise<void> {
    if (this.#spool.bytes === 0) this.#full.end('the spool is empty again');
    if (this.#sent.length === 0) return;
    const arrivedBytes = await link.readArrivedBytes();
    if (this.#link !== link) return;
    this.#settle(this.#settleableBytes);
    this.#settleableBytes = arrivedBytes;
  }

  #settle(upTo: number): void {
    const count = this.#sent.findIndex(({ end }) => end > upTo);
    const settled = this.#sent.splice(0, count < 0 ? this.#sent.length : count);
    for (const { text } of settled) this.#liveBytes -= text?.length ?? 0;
    const position = settled.findLast(({ position }) => position !== undefined)?.position;
    if (position) this.#withSpool(() => this.#spool.settle(position));
  }

  /** Into the spool, behind what was sent and may have to be sent again before it. */
  #keep(text: Buffer): void {
    this.#keepLive();
    this.#append(text);
  }

  #keepLive(): void {
    if (this.#liveBytes === 0) return;
    this.#sent = this.#sent.map((sent) =>
      sent.text ? { end: sent.end, text: undefined, position: this.#append(sent.text) } : sent,
    );
    this.#liveBytes = 0;
    this.#spool.skip();
  }

  #append(text: Buffer): SpoolPosition | undefined {
    const lost = new Losses();
    const position = this.#withSpool(() => this.#spool.append(text, lost));
    if (lost.texts > 0) this.#full.begin(`the spool ${this.#where} is full: the oldest texts are dropped`);
    if (!position) lost.add(text.length);
    this.#losses.add(lost.bytes, lost.texts);
    return position;
  }

  /** A disk that fails costs texts, and nothing else. */
  #withSpool<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#full.begin(
        `the spool ${this.#where} fails: ${terminalSafe(messageOf(error))}; texts are dropped`,
      );
      return undefined;
    }
  }

  get #where(): string {
    return terminalSafe(this.#spoolDirectory, 4096);
  }
}
