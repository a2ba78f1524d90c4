import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Context } from 'hono';
import { acceptsGzip } from './accept-encoding.js';

export interface CachedBodyOptions {
  /** E.g. `application/json; charset=utf-8`. */
  readonly contentType: string;
  /** Names the content: letters, digits and `.-_`, e.g. the number of the sweep and of the daemon's start. */
  readonly tag: string;
  /** Called on first demand, and never again once it has succeeded. */
  readonly encode: () => string | Uint8Array | Promise<string | Uint8Array>;
}

/** A shorter text is as long with the headers and blocks of gzip. */
const MIN_GZIP_BYTES = 1024;
/** How much is handed to the socket at a time. */
const CHUNK_BYTES = 64 * 1024;

const compress = promisify(gzip);

/**
 * A text that many clients ask for: encoded at most once, compressed at most once and off the main thread, and neither before
 * somebody asks.
 *
 * ```ts
 * // One for each sweep; `latest` replaces it when the next sweep has ended.
 * const metrics = new CachedBody({
 *   contentType: 'text/plain; version=0.0.4; charset=utf-8',
 *   tag: `${startedAt}-${sweep}`,
 *   encode: () => encodeMetrics(snapshot),
 * });
 * app.get('/metrics', (context) => metrics.respond(context));
 * ```
 *
 * Answers 304 to a client that has the text, without encoding it. All clients are sent the same memory, slice by slice as they
 * take it: a hundred slow ones cost no more than one.
 */
export class CachedBody {
  readonly #options: CachedBodyOptions;
  readonly #plain: Once<Uint8Array>;
  readonly #gzip: Once<Uint8Array>;

  constructor(options: CachedBodyOptions) {
    if (!/^[\w.-]+$/.test(options.tag)) throw new RangeError(`'${options.tag}' cannot be part of an ETag`);
    this.#options = options;
    this.#plain = new Once(async () => {
      const text = await options.encode();
      return typeof text === 'string' ? Buffer.from(text) : text;
    });
    this.#gzip = new Once(async () => {
      // The level of best speed: the others take two to three times as long for 4 % less.
      return compress(await this.#plain.get(), { level: constants.Z_BEST_SPEED });
    });
  }

  /** Whether anybody has asked yet. */
  get isEncoded(): boolean {
    return this.#plain.isStarted;
  }

  /** @param headers of the answer, beside those of the body; a `Vary` of their own has to name Accept-Encoding too */
  async respond({ req }: Context, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const { contentType, tag } = this.#options;
    const isGzip = acceptsGzip(req.header('accept-encoding'));
    const known = [tagOf(tag, isGzip), tagOf(tag, !isGzip)];
    const match = findMatch(req.header('if-none-match'), known);
    const common = { Vary: 'Accept-Encoding', ...headers };
    if (match !== undefined) return new Response(null, { status: 304, headers: { ...common, ETag: match } });
    const plain = await this.#plain.get();
    const isCompressed = isGzip && plain.byteLength >= MIN_GZIP_BYTES;
    const bytes = isCompressed ? await this.#gzip.get() : plain;
    return new Response(streamOf(bytes), {
      headers: {
        ...common,
        'Content-Type': contentType,
        'Content-Length': String(bytes.byteLength),
        ...(isCompressed ? { 'Content-Encoding': 'gzip' } : {}),
        ETag: tagOf(tag, isCompressed),
      },
    });
  }
}

/** Strong tags differ where the bytes do. */
function tagOf(tag: string, isGzip: boolean): string {
  return isGzip ? `"${tag}-gzip"` : `"${tag}"`;
}

/** Compares weakly, as RFC 9110 has it for If-None-Match: `W/"1"` is `"1"`. */
function findMatch(header: string | undefined, tags: readonly string[]): string | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return tags[0];
  const asked = new Set(header.split(',').map((tag) => tag.trim().replace(/^W\//, '')));
  return tags.find((tag) => asked.has(tag));
}

/** A Response copies a whole buffer; of a stream, nothing is copied, and a slice is taken when the client has room for it. */
function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent < bytes.byteLength) controller.enqueue(bytes.subarray(sent, sent + CHUNK_BYTES));
        sent += CHUNK_BYTES;
        if (sent >= bytes.byteLength) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A value that is made on first demand; a failure is not kept. */
class Once<T> {
  readonly #make: () => Promise<T>;
  #made: Promise<T> | undefined;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  get isStarted(): boolean {
    return this.#made !== undefined;
  }

  get(): Promise<T> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }
}
