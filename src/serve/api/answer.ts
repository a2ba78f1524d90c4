import type { Context } from 'hono';
import { QgaugeError } from '../../support/errors.js';

/** The body of every answer that is not 200. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

export function errorAnswer(context: Context, status: 400 | 404 | 503, error: QgaugeError): Response {
  const body: ErrorBody = { error: { code: error.code, message: error.message } };
  return context.json(body, status);
}
