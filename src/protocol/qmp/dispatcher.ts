import { asRecord, asString, type UnknownRecord } from '../../support/decode.js';
import type { Address } from '../transport/address.js';
import { type Anomalies, describeAnomalies } from './anomalies.js';
import { CommandError, CommandTimeoutError } from './errors.js';
import { EventHub } from './event-hub.js';
import { decodeEvent } from './events.js';
import { PendingCommands, type Waiting } from './pending-commands.js';

/** Passes each message after the greeting on: a reply to its command, an event to its readers. */
export class Dispatcher {
  readonly events = new EventHub();
  /** Whether QEMU has sent SHUTDOWN. */
  hasShutDown = false;
  readonly #address: Address;
  readonly #anomalies: Anomalies;
  readonly #pending = new PendingCommands();

  /** @param anomalies counts the messages that are not expected */
  constructor(address: Address, anomalies: Anomalies) {
    this.#address = address;
    this.#anomalies = anomalies;
  }

  /** Waits for the reply to a command, which the caller sends with the returned `id`. */
  expectReply(command: string, timeoutMs: number, signal: AbortSignal | undefined): Waiting {
    return this.#pending.add(command, timeoutMs, signal, () => {
      const clause = describeAnomalies(this.#anomalies);
      return new CommandTimeoutError(this.#address, command, timeoutMs, clause);
    });
  }

  dispatch(message: UnknownRecord): void {
    if ('event' in message) this.#onEvent(message);
    else if ('return' in message || 'error' in message) this.#onReply(message);
    else this.#anomalies.brokenFrames++;
  }

  /** Rejects the commands in flight, and ends the event streams, with `unwantedEnd` where there is one. */
  end(reason: () => Error, unwantedEnd: Error | undefined): void {
    this.#pending.rejectAll(reason);
    this.events.end(unwantedEnd);
  }

  #onReply(message: UnknownRecord): void {
    const pending = this.#pending.take(message.id);
    const error = asRecord(message.error);
    if (pending && error) {
      const [errorClass, description] = [asString(error.class) ?? '', asString(error.desc) ?? ''];
      pending.reject(new CommandError(this.#address, pending.command, errorClass, description));
    } else if (pending) {
      pending.resolve(message.return);
    } else if (error && message.id === undefined) {
      this.#anomalies.idlessErrors++;
      this.#anomalies.lastIdlessError = asString(error.desc) ?? '';
    } else {
      this.#anomalies.unexpectedReplies++;
    }
  }

  #onEvent(message: UnknownRecord): void {
    const event = decodeEvent(message);
    if (event.event === 'SHUTDOWN') this.hasShutDown = true;
    this.events.emit(event);
  }
}
