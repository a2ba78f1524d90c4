import { QgaugeError } from '../../support/errors.js';
import { type Address, formatAddress } from './address.js';

/**
 * How a connection failed: `missing` (no such socket), `denied`, `refused` (nothing listens there), `queue-full` (the monitor
 * serves a client and others wait), `not-a-socket`, `unreachable` (the network, an unknown host, or too many open files),
 * `timeout`.
 */
export type ConnectFailure =
  | 'missing'
  | 'denied'
  | 'refused'
  | 'queue-full'
  | 'not-a-socket'
  | 'unreachable'
  | 'timeout';

/** The connection could not be made. */
export class ConnectError extends QgaugeError {
  readonly reason: ConnectFailure;

  constructor(address: Address, reason: ConnectFailure, explanation: string, options?: ErrorOptions) {
    super(
      `ERR_CONNECT_${reason.toUpperCase().replaceAll('-', '_')}`,
      `${formatAddress(address)}: ${explanation}`,
      options,
    );
    this.reason = reason;
  }
}
