import type { Backlog } from '../../../src/sinks/spool/backlog.js';
import type { SpoolChunk, SpoolPosition } from '../../../src/sinks/spool/spool.js';

interface Entry {
  readonly text: string;
  readonly end: number;
}

/** A backlog in memory that remembers what has become of each text. While it fails, it does what a broken disk does. */
export class MemoryBacklog implements Backlog {
  isFailing = false;
  readonly lost: string[] = [];
  readonly settled: string[] = [];
  readonly #maxBytes: number;
  #entries: readonly Entry[] = [];
  #end = 0;
  #readUpTo = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What is in it, in order. */
  get texts(): readonly string[] {
    return this.#entries.map(({ text }) => text);
  }

  get bytes(): number {
    return this.texts.join('').length;
  }

  get isRead(): boolean {
    return this.#unread.length === 0;
  }

  append(bytes: Buffer): SpoolPosition | undefined {
    const text = String(bytes);
    if (this.isFailing) {
      this.lost.push(text);
      return undefined;
    }
    if (text.length > this.#maxBytes) this.lost.push(text);
    else {
      while (this.bytes + text.length > this.#maxBytes) this.#dropOldest();
      this.#end += 1;
      this.#entries = [...this.#entries, { text, end: this.#end }];
    }
    return { segment: 0, offset: this.#end };
  }

  read(maxBytes: number): SpoolChunk | undefined {
    const [first, ...others] = this.isFailing ? [] : this.#unread;
    if (first === undefined) return undefined;
    let { text: all, end } = first;
    for (const { text, end: textEnd } of others) {
      if (all.length + text.length > maxBytes) break;
      all += text;
      end = textEnd;
    }
    this.#readUpTo = end;
    return { bytes: Buffer.from(all), position: { segment: 0, offset: end } };
  }

  settle({ offset }: SpoolPosition): void {
    if (this.isFailing) return;
    this.settled.push(...this.#entries.filter(({ end }) => end <= offset).map(({ text }) => text));
    this.#entries = this.#entries.filter(({ end }) => end > offset);
  }

  skip(): void {
    this.#readUpTo = this.#end;
  }

  rewind(): void {
    this.#readUpTo = 0;
  }

  get #unread(): readonly Entry[] {
    return this.#entries.filter(({ end }) => end > this.#readUpTo);
  }

  #dropOldest(): void {
    const [oldest, ...others] = this.#entries;
    if (oldest) this.lost.push(oldest.text);
    this.#entries = others;
  }
}
