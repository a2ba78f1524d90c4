import { QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Address, formatAddress } from '../transport/address.js';
import type { Refusal } from './command-policy.js';

/** An error of a connected monitor. Its message starts with the monitor's address. */
export class QmpError extends QgaugeError {
  constructor(code: string, address: Address, what: string, options?: ErrorOptions) {
    super(code, `${formatAddress(address)}: ${what}`, options);
  }
}

/** The monitor accepted the connection and sent nothing. */
export class GreetingTimeoutError extends QmpError {
  constructor(address: Address, afterMs: number) {
    super(
      'ERR_QMP_NO_GREETING',
      address,
      `no greeting within ${afterMs} ms: another client may hold the monitor, its QEMU may be stopped or hung, or this is not a QMP monitor`,
    );
  }
}

/** The peer sent something else than a QMP greeting. */
export class NotQmpError extends QmpError {
  constructor(address: Address, what: string) {
    super('ERR_QMP_NOT_QMP', address, what);
  }
}

/** The monitor sent its greeting, and refused to leave negotiation mode. */
export class NegotiationError extends QmpError {
  constructor(address: Address, why: string) {
    super('ERR_QMP_NEGOTIATION', address, `qmp_capabilities failed: ${terminalSafe(why)}`);
  }
}

/** A message is longer than `maxFrameBytes`; the connection is closed. */
export class FrameTooLargeError extends QmpError {
  constructor(address: Address, maxBytes: number) {
    super(
      'ERR_QMP_FRAME_TOO_LARGE',
      address,
      `a message is longer than ${maxBytes} bytes; connection closed (raise maxFrameBytes if that is expected)`,
    );
  }
}

/** The peer closed the connection, or the connection broke. */
export class ConnectionLostError extends QmpError {
  constructor(address: Address, why: string, options?: ErrorOptions) {
    super('ERR_QMP_CONNECTION_LOST', address, why, options);
  }
}

/** {@link GenericQmpClient.close} was called while the command was in flight, or before it was issued. */
export class ClientClosedError extends QmpError {
  constructor(address: Address) {
    super('ERR_QMP_CLOSED', address, 'the client is closed');
  }
}

/** No reply came in time. The connection stays usable, and a late reply is dropped. */
export class CommandTimeoutError extends QmpError {
  readonly command: string;

  constructor(address: Address, command: string, afterMs: number, anomalies: string) {
    super(
      'ERR_QMP_TIMEOUT',
      address,
      `no reply to ${terminalSafe(command)} within ${afterMs} ms${anomalies}`,
    );
    this.command = command;
  }
}

/** QEMU answered the command with an error. Branch on `class`; QEMU may change the wording of `description`. */
export class CommandError extends QmpError {
  readonly command: string;
  /** QEMU's class: GenericError, CommandNotFound, DeviceNotActive, DeviceNotFound, KVMMissingCap, or one of a newer QEMU. */
  readonly class: string;
  readonly description: string;

  constructor(address: Address, command: string, errorClass: string, description: string) {
    super(
      'ERR_QMP_COMMAND',
      address,
      `${terminalSafe(command)} failed: ${terminalSafe(description, 1000)} (${terminalSafe(errorClass)})`,
    );
    this.command = command;
    this.class = errorClass;
    this.description = description;
  }
}

/** The command was not sent: the client lacks a permission for it. */
export class CommandRefusedError extends QmpError {
  readonly command: string;
  /** Why the command needs a permission. */
  readonly reason: string;
  /** The options that the client must be opened with to send it. */
  readonly lacks: Refusal['lacks'];

  constructor(address: Address, command: string, { reason, lacks }: Refusal) {
    const options = lacks.map((name) => `${name}: true`).join(', ');
    super(
      'ERR_QMP_REFUSED',
      address,
      `${terminalSafe(command)} was not sent: ${reason}; open the client with { ${options} } to send it`,
    );
    this.command = command;
    this.reason = reason;
    this.lacks = lacks;
  }
}
