import type { MiddlewareHandler } from 'hono';
import { errorAnswer } from '../error-answer.js';
import type { HttpEnv } from '../http-env.js';
import type { RateLimit } from '../web-config/web-config.js';

/** Refuses requests over TCP beyond the rate limit of the web configuration. */
export function rateGuard(
  limit: () => RateLimit | undefined,
  nowMs: () => number = () => performance.now(),
): MiddlewareHandler<HttpEnv> {
  let bucket: TokenBucket | undefined;
  return async ({ env }, next) => {
    const current = limit();
    if (current === undefined || env.origin.kind === 'unix') return next();
    if (bucket === undefined || !bucket.isOf(current)) bucket = new TokenBucket(current, nowMs());
    if (bucket.take(nowMs())) return next();
    const seconds = String(Math.max(1, Math.ceil(current.intervalMs / 1000)));
    const message = `more requests than rate_limit allows: one in ${current.intervalMs} ms, and ${current.burst} at once`;
    return errorAnswer(429, 'ERR_RATE', message, { 'Retry-After': seconds });
  };
}

/** Fills at a constant rate up to `burst`; a request takes one. */
class TokenBucket {
  readonly #limit: RateLimit;
  #level: number;
  #filledMs: number;

  constructor(limit: RateLimit, nowMs: number) {
    this.#limit = limit;
    this.#level = limit.burst;
    this.#filledMs = nowMs;
  }

  /** Keeps its level when the file is read again and the limit is the same. */
  isOf({ intervalMs, burst }: RateLimit): boolean {
    return this.#limit.intervalMs === intervalMs && this.#limit.burst === burst;
  }

  take(nowMs: number): boolean {
    const { burst, intervalMs } = this.#limit;
    this.#level = Math.min(burst, this.#level + (nowMs - this.#filledMs) / intervalMs);
    this.#filledMs = nowMs;
    if (this.#level < 1) return false;
    this.#level--;
    return true;
  }
}
