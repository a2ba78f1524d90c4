import { expect } from 'vitest';
import { DeliveryLedger, type LedgerLimits } from '../../../src/sinks/tcp/delivery-ledger.js';
import { MemoryBacklog } from './memory-backlog.js';

/** Something that happens to a ledger, or in the kernels and the reader at the other side. */
export type Step =
  | { readonly do: 'write'; readonly length: number }
  | { readonly do: 'connect'; readonly headerBytes: number }
  /** The kernel takes what it was given. */
  | { readonly do: 'take' }
  /** This share of what the kernel has taken, and has not arrived, arrives. */
  | { readonly do: 'arrive'; readonly share: number }
  | { readonly do: 'observe' }
  | { readonly do: 'disconnect' }
  | { readonly do: 'fail' | 'mend' };

interface Connection {
  handedOutBytes: number;
  takenBytes: number;
  arrivedBytes: number;
  observedBytes: number;
  /** Each text that was handed out, and where what it was handed out with ends. */
  readonly ends: Map<string, number>;
}

/**
 * A ledger between a writer and a reader, with what must be true of it: checked at each step.
 *
 * No two texts are equal, so that sets of texts show what has become of each.
 */
export class DeliveryModel {
  readonly backlog: MemoryBacklog;
  readonly ledger: DeliveryLedger;
  readonly written: string[] = [];
  /** What the reader has read, of any connection. */
  readonly received = new Set<string>();
  readonly #limits: LedgerLimits;
  readonly #settledLive = new Set<string>();
  #connection: Connection | undefined;

  constructor(limits: LedgerLimits, backlogBytes: number) {
    this.#limits = limits;
    this.backlog = new MemoryBacklog(backlogBytes);
    this.ledger = new DeliveryLedger(this.backlog, limits);
  }

  run(step: Step): void {
    if (step.do === 'write') this.#write(step.length);
    else if (step.do === 'connect') this.#connect(step.headerBytes);
    else if (step.do === 'take') this.#take();
    else if (step.do === 'arrive') this.#arrive(step.share);
    else if (step.do === 'observe') this.#observe();
    else if (step.do === 'disconnect') this.#disconnect();
    else this.backlog.isFailing = step.do === 'fail';
    this.#checkEachTextIsInOnePlace();
  }

  /** A reader that takes everything at once, until nothing is left. */
  drain(): void {
    this.run({ do: 'mend' });
    this.run({ do: 'connect', headerBytes: 1 });
    while (!this.ledger.isAllTaken) this.run({ do: 'take' });
    this.run({ do: 'arrive', share: 1 });
    this.run({ do: 'observe' });
    this.run({ do: 'observe' });
  }

  /** Neither settled nor lost, in order. */
  get outstanding(): readonly string[] {
    const done = new Set([...this.#settledLive, ...this.backlog.settled, ...this.backlog.lost]);
    return this.written.filter((text) => !done.has(text));
  }

  /** In memory alone. */
  get live(): readonly string[] {
    const kept = new Set(this.backlog.texts);
    return this.outstanding.filter((text) => !kept.has(text));
  }

  #write(length: number): void {
    const text = `${this.written.length}:${'x'.repeat(length)}\n`;
    this.written.push(text);
    this.#handOut(this.ledger.accept(Buffer.from(text)) ?? this.ledger.next());
  }

  #connect(headerBytes: number): void {
    this.#disconnect();
    this.ledger.connect(headerBytes);
    this.#connection = {
      handedOutBytes: headerBytes,
      takenBytes: 0,
      arrivedBytes: 0,
      observedBytes: 0,
      ends: new Map(),
    };
    this.#handOut(this.ledger.next());
  }

  #take(): void {
    if (!this.#connection) return;
    const bytes = this.#connection.handedOutBytes - this.#connection.takenBytes;
    this.#connection.takenBytes += bytes;
    this.ledger.take(bytes);
    this.#handOut(this.ledger.next());
  }

  #arrive(share: number): void {
    const connection = this.#connection;
    if (!connection) return;
    connection.arrivedBytes += Math.floor((connection.takenBytes - connection.arrivedBytes) * share);
    // Of texts that were handed out together, the last may be torn.
    for (const [text, end] of connection.ends) if (end <= connection.arrivedBytes) this.received.add(text);
  }

  #observe(): void {
    if (!this.#connection) return;
    const { observedBytes, arrivedBytes, ends } = this.#connection;
    const lost = new Set(this.backlog.lost);
    const due = [...ends].filter(([text, end]) => end <= observedBytes && !lost.has(text));
    const live = new Set(this.live);
    const settledBefore = this.backlog.settled.length;
    this.ledger.observe(arrivedBytes);
    for (const [text] of due) if (live.has(text)) this.#settledLive.add(text);
    this.#connection.observedBytes = arrivedBytes;
    const isDue = new Set(due.map(([text]) => text));
    expect(this.backlog.settled.slice(settledBefore).filter((text) => !isDue.has(text))).toEqual([]);
    if (!this.backlog.isFailing) expect(this.outstanding.filter((text) => isDue.has(text))).toEqual([]);
  }

  #disconnect(): void {
    this.#connection = undefined;
    this.ledger.disconnect();
    expect(this.live).toEqual([]);
  }

  /** In order: the oldest texts that wait and were not yet handed out on this connection, each whole and once. */
  #handOut(bytes: Buffer | undefined): void {
    if (!bytes) return;
    const connection = this.#connection;
    if (!connection) throw new Error('handed out without a connection');
    expect(connection.takenBytes).toBe(connection.handedOutBytes);
    const texts = String(bytes).match(/[^\n]*\n/g) ?? [];
    expect(texts.join('')).toBe(String(bytes));
    const waiting = this.outstanding.filter((text) => !connection.ends.has(text));
    expect(texts).toEqual(waiting.slice(0, texts.length));
    if (texts.length > 1) expect(bytes.length).toBeLessThanOrEqual(this.#limits.chunkBytes);
    connection.handedOutBytes += bytes.length;
    for (const text of texts) connection.ends.set(text, connection.handedOutBytes);
    expect(this.ledger.handedOutBytes).toBe(connection.handedOutBytes);
  }

  /** Settled, lost, in the backlog, or live: no text is in two of these, and only what was handed out is live. */
  #checkEachTextIsInOnePlace(): void {
    const { settled, lost, texts } = this.backlog;
    const all = [...this.#settledLive, ...settled, ...lost, ...texts, ...this.live];
    expect([...all].sort()).toEqual([...this.written].sort());
    expect(this.live.filter((text) => !this.#connection?.ends.has(text))).toEqual([]);
    const unread = [...this.#settledLive, ...settled].filter((text) => !this.received.has(text));
    expect(unread).toEqual([]);
    expect(this.live.join('').length).toBeLessThanOrEqual(this.#limits.liveBytes);
  }
}
