import { GUEST_LIB_ERROR, type GuestLibFailure } from '../model/guest-lib/error-codes.js';
import { debug } from '../support/debug.js';
import { messageOf } from '../support/errors.js';
import { encodeAnswer, encodeRefusal } from './encode-answer.js';
import { type ChannelRequest, type ParsedRequest, parseRequest, type StatRequest } from './parse-request.js';
import { RequestLines } from './request-lines.js';
import { type Rate, TokenBucket } from './token-bucket.js';

/** As many as a program needs that asks for everything twice a second, and more at its start. */
const RATE: Rate = { perSecond: 10, burst: 20 };

/** What a {@link GuestChannel} needs. */
export interface GuestChannelOptions {
  /**
   * Returns the text of the answer, from what has been measured already; `undefined` when this guest has no such statistics.
   * Measures nothing: a guest decides how often it asks.
   */
  readonly answer: (request: StatRequest) => string | undefined;
  /** Milliseconds by a monotonic clock (default: the system's). */
  readonly nowMs?: (() => number) | undefined;
  /** Milliseconds since the epoch (default: the system's clock). */
  readonly wallMs?: (() => number) | undefined;
}

/**
 * What one guest asks on its port, and is answered, as a pure state machine. It outlives the connections to the port: a
 * guest that makes the host connect again gets no new burst.
 *
 * Requests that come too fast are refused at once, so that a program need not wait for its time limit. Refusals have the
 * same rate as answers. Of what comes faster than that the latest request is kept until the rate allows it, and the others are
 * dropped: a flood is read, since a guest's program would block otherwise, but not answered. The program that asks after the flood is.
 */
export class GuestChannel {
  readonly #answer: GuestChannelOptions['answer'];
  readonly #wallMs: () => number;
  readonly #answers: TokenBucket;
  readonly #refusals: TokenBucket;
  readonly #lines = new RequestLines();
  /** The latest request that came too fast to be refused. */
  #kept: ParsedRequest | undefined;

  constructor({ answer, nowMs = () => performance.now(), wallMs = Date.now }: GuestChannelOptions) {
    this.#answer = answer;
    this.#wallMs = wallMs;
    this.#answers = new TokenBucket(RATE, nowMs);
    this.#refusals = new TokenBucket(RATE, nowMs);
  }

  /** Takes what the guest has written, and calls back with each answer before it returns. */
  push(chunk: Uint8Array, onAnswer: (answer: string) => void): void {
    this.answerKept(onAnswer);
    this.#lines.push(chunk, (line) => this.#take(parseRequest(line), onAnswer));
  }

  /** In how many milliseconds {@link answerKept} answers; `undefined` when no request is kept. */
  get waitMs(): number | undefined {
    if (this.#kept === undefined) return undefined;
    return 'refusal' in this.#kept ? this.#refusals.waitMs : this.#answers.waitMs;
  }

  /** Answers the request that is kept, if the rate allows it by now. */
  answerKept(onAnswer: (answer: string) => void): void {
    const kept = this.#kept;
    if (kept === undefined || this.waitMs !== 0) return;
    this.#kept = undefined;
    this.#take(kept, onAnswer);
  }

  /** Forgets half a line, and the request that is kept: whoever wrote it has closed the port, or the connection has been lost. */
  forget(): void {
    this.#lines.begin();
    this.#kept = undefined;
  }

  #take(parsed: ParsedRequest, onAnswer: (answer: string) => void): void {
    const answer = this.#answerTo(parsed);
    if (answer === undefined) this.#kept = parsed;
    else onAnswer(answer);
  }

  /** @returns `undefined` for what comes too fast even to be refused */
  #answerTo(parsed: ParsedRequest): string | undefined {
    if ('refusal' in parsed) return this.#refuse(parsed.id, parsed.refusal);
    if (!this.#answers.take()) return this.#refuse(parsed.id, GUEST_LIB_ERROR.OTHER, TOO_FAST);
    return this.#look(parsed.id, parsed.request);
  }

  #refuse(id: string, refusal: GuestLibFailure, text?: string): string | undefined {
    return this.#refusals.take() ? encodeRefusal(id, refusal, text) : undefined;
  }

  /** No request of a guest may end the program that serves all of them. */
  #look(id: string, request: ChannelRequest): string {
    if (request === 'time') return encodeAnswer(id, String(Math.floor(this.#wallMs() / 1000)));
    try {
      const body = this.#answer(request);
      return body === undefined ? encodeRefusal(id, GUEST_LIB_ERROR.NOT_AVAILABLE) : encodeAnswer(id, body);
    } catch (error) {
      debug(() => `a guest's request for '${request.stat}' failed: ${messageOf(error)}`);
      return encodeRefusal(id, GUEST_LIB_ERROR.OTHER);
    }
  }
}

const TOO_FAST = `Too many requests: at most ${RATE.perSecond} a second`;
