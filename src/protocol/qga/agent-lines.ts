import type { Duplex } from 'node:stream';
import { BoundedLines } from '../../support/bounded-lines.js';
import { messageOf } from '../../support/errors.js';
import type { Address } from '../transport/address.js';
import { AgentError, type AgentFailure } from './agent-error.js';

/** A byte that is never part of UTF-8. It makes both ends discard what came before it (QEMU Guest Agent protocol). */
export const SYNC_BYTE = 0xff;

const MAX_BYTES_BEFORE_SYNC = 1024 * 1024;

interface Reader {
  readonly resolve: (line: string) => void;
  readonly reject: (error: AgentError) => void;
}

/**
 * The lines that an agent sends. Keeps no more than one line may have and the chunk that has arrived last: while nobody reads,
 * the stream is paused.
 */
export class AgentLines {
  readonly #stream: Duplex;
  readonly #address: Address;
  readonly #maxBytes: number;
  #lines: BoundedLines;
  #arrived: string[] = [];
  #reader: Reader | undefined;
  #failure: AgentError | undefined;
  /** Bytes that were discarded while the sync byte is awaited; `undefined` after it. */
  #discardedBytes: number | undefined = 0;

  /** @param maxBytes of a line with its end */
  constructor(stream: Duplex, address: Address, maxBytes: number) {
    this.#stream = stream;
    this.#address = address;
    this.#maxBytes = maxBytes;
    this.#lines = this.#newLines();
    stream
      .on('data', (chunk: Buffer) => this.#take(chunk))
      .on('error', (error) => this.#fail(messageOf(error), 'closed'))
      .on('close', () => this.#fail('the connection was closed', 'closed'));
  }

  /** Why there will be no further line; `undefined` as long as there may be one. */
  get failure(): AgentError | undefined {
    return this.#failure;
  }

  /** Discards what has arrived, and what arrives before the next sync byte. Nobody waits for the next line any more. */
  discardToSyncByte(): void {
    this.#reader = undefined;
    this.#arrived = [];
    this.#lines = this.#newLines();
    this.#discardedBytes = 0;
    if (!this.#failure) this.#stream.resume();
  }

  /**
   * Resolves to the next line after the sync byte.
   *
   * @throws {AgentError} when the connection ends, or what the agent sends has no end
   */
  next(): Promise<string> {
    const line = this.#arrived.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      this.#stream.resume();
    });
  }

  #newLines(): BoundedLines {
    return new BoundedLines(this.#maxBytes, (line) => this.#arrived.push(line));
  }

  #take(chunk: Buffer): void {
    if (this.#failure) return;
    const after = chunk.lastIndexOf(SYNC_BYTE) + 1;
    if (after > 0) {
      this.#arrived = [];
      this.#lines = this.#newLines();
      this.#discardedBytes = undefined;
    }
    if (this.#discardedBytes !== undefined) {
      this.#discardedBytes += chunk.length;
      if (this.#discardedBytes > MAX_BYTES_BEFORE_SYNC) this.#fail('it sends without end', 'broken');
      return;
    }
    const isShort = this.#lines.push(chunk.subarray(after));
    if (this.#reader !== undefined) this.#deliver(this.#reader);
    if (!isShort) this.#fail(`it sends a line of more than ${this.#maxBytes} bytes`, 'broken');
    if (this.#arrived.length > 0) this.#stream.pause();
  }

  #deliver({ resolve }: Reader): void {
    const line = this.#arrived.shift();
    if (line === undefined) return;
    this.#reader = undefined;
    resolve(line);
  }

  #fail(what: string, reason: AgentFailure): void {
    if (this.#failure) return;
    this.#failure = new AgentError(this.#address, what, reason);
    this.#reader?.reject(this.#failure);
    this.#reader = undefined;
    this.#stream.pause();
  }
}
