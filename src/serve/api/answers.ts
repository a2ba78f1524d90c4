import type { Context } from 'hono';
import type { Published } from '../published.js';
import type { ErrorBody } from './bodies.js';
import { QueryError } from './queries.js';

/** Answers a request that is not valid. Everything else that a route throws is for the server, which logs it. */
export function answerError(error: Error, context: Context): Response {
  if (error instanceof QueryError) return fail(context, 400, error.code, error.message);
  throw error;
}

/** How old the figures are, for every cache on the way. */
export function ageOf({ endedMs }: Published): Readonly<Record<string, string>> {
  return { Age: String(Math.floor((performance.now() - endedMs) / 1000)) };
}

export function notReady(context: Context): Response {
  return fail(context, 503, 'ERR_NOT_READY', 'the first sweep has not ended yet: ask again in a moment');
}

/** More requests wait for a sweep than may. */
export function busy(context: Context): Response {
  context.header('Retry-After', '5');
  return fail(context, 503, 'ERR_BUSY', 'too many requests wait for the next sweep: ask again in 5 s');
}

export function fail(context: Context, status: 400 | 404 | 503, code: string, message: string): Response {
  const body: ErrorBody = { error: { code, message } };
  return context.json(body, status);
}
