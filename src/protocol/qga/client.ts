import type { Duplex } from 'node:stream';
import split2 from 'split2';
import { asRecord, asString } from '../../support/decode.js';
import { messageOf, QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Address, formatAddress } from '../transport/address.js';

/** The guest agent is silent, reports an error, or breaks the protocol. */
export class AgentError extends QgaugeError {
  /** Whether the agent answered with an error: the conversation may go on. */
  readonly isRefusal: boolean;

  constructor(address: Address, what: string, isRefusal = false) {
    super('ERR_AGENT', `${formatAddress(address)}: guest agent: ${what}`);
    this.isRefusal = isRefusal;
  }
}

/** The answers to what is asked here have a few kilobytes; a hostile guest may send without end. */
const MAX_LINE_BYTES = 256 * 1024;
const MAX_BYTES_BEFORE_SYNC = 1024 * 1024;
const MAX_STALE_LINES = 16;
/** A byte that is never part of UTF-8. It makes both ends discard what came before it (QEMU Guest Agent protocol). */
const SYNC_BYTE = 0xff;

/**
 * A conversation with a guest agent: one request at a time. Every byte of the answers is untrusted.
 *
 * The agent may never answer, and it never closes the connection: the caller destroys the stream after its own timeout, which
 * rejects the pending request.
 */
export class AgentClient {
  readonly #stream: Duplex;
  readonly #address: Address;
  #lines: AsyncIterator<string> | undefined;

  /** @param stream a connected agent socket, which the caller owns */
  constructor(stream: Duplex, address: Address) {
    this.#stream = stream;
    this.#address = address;
  }

  /**
   * Synchronises with the agent, and discards answers that an earlier client left behind.
   *
   * @throws {AgentError} when the answer is not the expected one
   */
  async synchronise(): Promise<void> {
    const id = Math.floor(Math.random() * 2 ** 31);
    this.#stream.write(Buffer.concat([Buffer.of(SYNC_BYTE), request('guest-sync-delimited', { id })]));
    const rest = await this.#discardToSyncByte();
    const lines = split2({ maxLength: MAX_LINE_BYTES });
    this.#stream.on('error', (error) => lines.destroy(error));
    this.#stream.on('close', () => lines.destroy(new AgentError(this.#address, 'the connection was closed')));
    lines.write(rest);
    this.#stream.pipe(lines);
    this.#lines = lines[Symbol.asyncIterator]();
    // The agent may first answer an earlier client's synchronisation.
    for (let line = 0; line < MAX_STALE_LINES; line++) {
      if (asRecord(await this.#readLine())?.return === id) return;
    }
    throw new AgentError(this.#address, 'it did not synchronise');
  }

  /**
   * Sends a command and resolves to its `return`, unchecked.
   *
   * @throws {AgentError} when the agent answers with an error, or with something that is not an answer
   */
  async execute(command: string, args?: object): Promise<unknown> {
    this.#stream.write(request(command, args));
    const answer = asRecord(await this.#readLine());
    const error = asRecord(answer?.error);
    if (error)
      throw new AgentError(this.#address, `${command}: ${terminalSafe(asString(error.desc) ?? '')}`, true);
    if (answer === undefined || !('return' in answer))
      throw new AgentError(this.#address, `${command}: no reply`);
    return answer.return;
  }

  async #readLine(): Promise<unknown> {
    const line = await this.#lines?.next().catch((error: unknown) => {
      // split2's own error, for a line that is too long, does not name the agent.
      throw error instanceof AgentError ? error : new AgentError(this.#address, messageOf(error));
    });
    if (line === undefined || line.done) throw new AgentError(this.#address, 'the connection was closed');
    try {
      // A further sync byte is not UTF-8, and was decoded as the replacement character.
      return JSON.parse(line.value.replace(/^\ufffd/, ''));
    } catch {
      throw new AgentError(this.#address, `'${terminalSafe(line.value, 60)}' is not JSON`);
    }
  }

  /** Resolves to the bytes after the sync byte in its chunk. */
  #discardToSyncByte(): Promise<Buffer> {
    const stream = this.#stream;
    return new Promise((resolve, reject) => {
      let discarded = 0;
      const settle = (finish: () => void) => {
        stream.off('data', onData).off('error', reject).off('close', onClose).pause();
        finish();
      };
      const onClose = () => settle(() => reject(new AgentError(this.#address, 'the connection was closed')));
      const onData = (chunk: Buffer) => {
        const at = chunk.indexOf(SYNC_BYTE);
        discarded += chunk.length;
        if (at >= 0) settle(() => resolve(chunk.subarray(at + 1)));
        else if (discarded > MAX_BYTES_BEFORE_SYNC) {
          settle(() => reject(new AgentError(this.#address, 'it sends without end')));
        }
      };
      stream.on('data', onData).on('error', reject).on('close', onClose);
    });
  }
}

function request(command: string, args?: object): Buffer {
  return Buffer.from(`${JSON.stringify({ execute: command, arguments: args })}\n`);
}
