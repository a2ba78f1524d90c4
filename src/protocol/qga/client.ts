import type { Duplex } from 'node:stream';
import split2 from 'split2';
import { asRecord, asString } from '../../support/decode.js';
import { messageOf, QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Address, formatAddress } from '../transport/address.js';

/** The guest agent is silent, or does not talk as an agent does. */
export class AgentError extends QgaugeError {
  /** The agent has answered, with an error: the conversation may go on. */
  readonly isRefusal: boolean;

  constructor(address: Address, what: string, isRefusal = false) {
    super('ERR_AGENT', `${formatAddress(address)}: guest agent: ${what}`);
    this.isRefusal = isRefusal;
  }
}

/** An honest answer to what is asked here has a few kilobytes; a hostile guest may send without end. */
const MAX_LINE_BYTES = 256 * 1024;
const MAX_BYTES_BEFORE_SYNC = 1024 * 1024;
const MAX_STALE_LINES = 16;
/** Never part of UTF-8: it makes both ends forget what came before (QEMU Guest Agent protocol). */
const SYNC_BYTE = 0xff;

/**
 * A conversation with a guest agent: one request at a time, every byte of the answers untrusted.
 *
 * The agent neither greets nor ends: the caller destroys the stream when its time is up, and a pending request rejects.
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
   * Finds the beginning of the agent's answers: what an earlier client left behind is discarded.
   *
   * @throws {AgentError} when something else answers
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
    // The agent may still answer an earlier client's synchronisation first.
    for (let line = 0; line < MAX_STALE_LINES; line++) {
      if (asRecord(await this.#readLine())?.return === id) return;
    }
    throw new AgentError(this.#address, 'it did not synchronise');
  }

  /**
   * Asks the agent; resolves to its `return`, which nobody has checked yet.
   *
   * @throws {AgentError} when it answers with an error, or with nonsense
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
      // split2's own error, for a line without end, does not say whose.
      throw error instanceof AgentError ? error : new AgentError(this.#address, messageOf(error));
    });
    if (line === undefined || line.done) throw new AgentError(this.#address, 'the connection was closed');
    try {
      // A further sync byte, which is no UTF-8, stands before its line as the replacement character.
      return JSON.parse(line.value.replace(/^\ufffd/, ''));
    } catch {
      throw new AgentError(this.#address, `'${terminalSafe(line.value, 60)}' is no JSON`);
    }
  }

  /** Resolves to what follows the sync byte in its chunk. */
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
