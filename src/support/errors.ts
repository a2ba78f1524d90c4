/**
 * The root of every error that qgauge throws on purpose. `code` is stable across releases; the message is for people: what
 * failed, why, and what to do. docs/errors.md lists every subclass.
 *
 * An aborted AbortSignal rejects with the signal's own reason, never with one of these.
 */
export class QgaugeError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Work that takes several commands was not finished within its time limit. */
export class UnfinishedError extends QgaugeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_TIMEOUT', message, options);
  }
}

/** The name of the errno (`ENOENT`) of an error from Node; `undefined` when it has none. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The message of anything that was thrown, for a message that wraps it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
