import type { Duplex } from 'node:stream';
import { DeadlineExceeded, startDeadline, untilAborted } from '../../support/deadline.js';
import { asRecord, asString, type UnknownRecord } from '../../support/decode.js';
import { parseJson, stringifyJson } from '../../support/lossless-json.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { within } from '../../support/within.js';
import type { Address } from '../transport/address.js';
import { AgentError, type AgentFailure } from './agent-error.js';
import { AgentLines, SYNC_BYTE } from './agent-lines.js';
import { type AgentCapabilities, decodeCapabilities } from './capabilities.js';
import type { AgentClientOptions, AgentExecuteOptions, AgentSilentOptions } from './client-options.js';

/** The answers to what is asked most often have a few kilobytes; a hostile guest may send without end. */
const MAX_LINE_BYTES = 256 * 1024;
const MAX_STALE_LINES = 16;

/**
 * - `unsynchronised`: what arrives may answer somebody else, or a request that was abandoned
 * - `synchronising`: the agent was asked to mark what comes after
 * - `synchronised`: the next line answers the next request
 * - `lost`: it did not synchronise in time, and is not waited for again
 */
type AgentState = 'unsynchronised' | 'synchronising' | 'synchronised' | 'lost';

/**
 * A conversation with a guest agent: one request at a time, the others wait for their turn. Every byte of the answers is
 * untrusted. Integers beyond 2^53 are bigint.
 *
 * An answer that comes after its request was given up is discarded: the client synchronises again before the next one. The
 * agent never closes the connection; the caller owns the stream, and destroys it.
 */
export class AgentClient {
  readonly #stream: Duplex;
  readonly #address: Address;
  readonly #lines: AgentLines;
  readonly #timeoutMs: number;
  #state: AgentState = 'unsynchronised';
  #turn: Promise<unknown> = Promise.resolve();
  #capabilities: AgentCapabilities | undefined;

  /** @param stream a connected agent socket, which the caller owns */
  constructor(
    stream: Duplex,
    address: Address,
    { maxLineBytes = MAX_LINE_BYTES, timeoutMs = Number.POSITIVE_INFINITY }: AgentClientOptions = {},
  ) {
    this.#stream = stream;
    this.#address = address;
    this.#lines = new AgentLines(stream, address, maxLineBytes);
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Synchronises with the agent, and discards answers that an earlier client left behind. The first command does it too.
   *
   * @throws {AgentError} when the answer is not the expected one
   */
  synchronise(options: AgentExecuteOptions = {}): Promise<void> {
    return this.#inTurn(options, async () => undefined);
  }

  /**
   * Sends a command and resolves to its `return`, unchecked.
   *
   * @throws {AgentError} when the agent answers with an error, or with something that is not an answer, or not in time; for a
   * command that it lacks or forbids, its `reason` is `missing` or `forbidden`
   */
  async execute(command: string, args?: object, options: AgentExecuteOptions = {}): Promise<unknown> {
    try {
      return await this.#inTurn(options, (signal) => this.#exchange(command, args, signal));
    } catch (error) {
      throw isMissing(error) ? await this.#explain(command, error, options) : error;
    }
  }

  /**
   * Sends a command whose success is silence: guest-shutdown and guest-suspend-*. Resolves when no error has come for
   * `silenceMs`, or when the connection ends with the guest; the effect itself shows in the guest's run state.
   *
   * @throws {AgentError} when the agent answers with an error
   */
  executeSilently(
    command: string,
    args: object | undefined,
    { silenceMs, timeoutMs = this.#timeoutMs, signal: ends }: AgentSilentOptions,
  ): Promise<void> {
    return this.#inTurn({ timeoutMs: timeoutMs + silenceMs, signal: ends }, async (signal) => {
      if (this.#lines.failure) throw this.#lines.failure;
      const answer = this.#exchange(command, args, signal).catch((error: unknown) => {
        if (!(error instanceof AgentError) || error.reason !== 'closed') throw error;
      });
      if (await within(silenceMs, answer)) await answer;
      else this.#desynchronise();
    });
  }

  /** What the agent is able to do. Asked once; after a failure, asked again. */
  async capabilities(options: AgentExecuteOptions = {}): Promise<AgentCapabilities> {
    this.#capabilities ??= decodeCapabilities(await this.execute('guest-info', undefined, options));
    return this.#capabilities;
  }

  /** Whether the agent has the command, and allows it. */
  async supports(command: string, options: AgentExecuteOptions = {}): Promise<boolean> {
    return (await this.capabilities(options)).commands.get(command)?.isEnabled ?? false;
  }

  /** Runs `work` once those before it are done, synchronised, and within its time. */
  #inTurn<T>(options: AgentExecuteOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const done = this.#turn.then(() => this.#withinTime(options, work));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #withinTime<T>(
    { timeoutMs = this.#timeoutMs, signal }: AgentExecuteOptions,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    using deadline = startDeadline(timeoutMs, signal);
    try {
      if (this.#state !== 'synchronised') await this.#synchronise(deadline.signal);
      return await work(deadline.signal);
    } catch (error) {
      if (!(error instanceof DeadlineExceeded) || signal?.aborted === true) throw error;
      if (this.#state === 'synchronising') this.#state = 'lost';
      throw this.#error(`no answer within ${timeoutMs} ms`, 'silent');
    }
  }

  async #synchronise(signal: AbortSignal): Promise<void> {
    if (this.#state === 'lost') throw this.#error('it has stopped answering', 'silent');
    this.#state = 'synchronising';
    const id = Math.floor(Math.random() * 2 ** 31);
    this.#lines.discardToSyncByte();
    this.#stream.write(Buffer.concat([Buffer.of(SYNC_BYTE), request('guest-sync-delimited', { id })]));
    // The agent may first answer an earlier client's synchronisation.
    for (let line = 0; line < MAX_STALE_LINES; line++) {
      if ((await this.#read(signal))?.return !== id) continue;
      this.#state = 'synchronised';
      return;
    }
    throw this.#error('it did not synchronise');
  }

  async #exchange(command: string, args: object | undefined, signal: AbortSignal): Promise<unknown> {
    // Who has waited for its turn, or for the agent to synchronise, may have given up meanwhile.
    signal.throwIfAborted();
    this.#stream.write(request(command, args));
    const answer = await this.#read(signal).catch((error: unknown) => {
      this.#desynchronise();
      throw error;
    });
    const error = asRecord(answer?.error);
    if (error) {
      const what = `${command}: ${terminalSafe(asString(error.desc) ?? '')}`;
      throw this.#error(what, error.class === 'CommandNotFound' ? 'missing' : 'refused');
    }
    if (answer === undefined || !('return' in answer)) throw this.#error(`${command}: no reply`);
    return answer.return;
  }

  #desynchronise(): void {
    this.#state = 'unsynchronised';
    this.#lines.discardToSyncByte();
  }

  async #read(signal: AbortSignal): Promise<UnknownRecord | undefined> {
    const line = await untilAborted(this.#lines.next(), signal);
    try {
      return asRecord(parseJson(line));
    } catch {
      throw this.#error(`'${terminalSafe(line, 60)}' is not JSON`);
    }
  }

  /** An agent says CommandNotFound of what it lacks and of what it forbids: its list of commands tells which. */
  async #explain(command: string, refusal: AgentError, options: AgentExecuteOptions): Promise<AgentError> {
    if (command === 'guest-info') return refusal;
    const known = await this.capabilities(options).catch(() => undefined);
    if (known === undefined || known.commands.size === 0) return refusal;
    const version = known.version === undefined ? '' : ` (version ${known.version})`;
    return known.commands.has(command)
      ? this.#error(`it forbids ${command}${version}`, 'forbidden', refusal)
      : this.#error(`it lacks ${command}${version}`, 'missing', refusal);
  }

  #error(what: string, reason?: AgentFailure, cause?: AgentError): AgentError {
    return new AgentError(this.#address, what, reason, { cause });
  }
}

function isMissing(error: unknown): error is AgentError {
  return error instanceof AgentError && error.reason === 'missing';
}

function request(command: string, args?: object): Buffer {
  return Buffer.from(`${stringifyJson({ execute: command, arguments: args })}\n`);
}
