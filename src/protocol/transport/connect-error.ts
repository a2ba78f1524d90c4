import { QgaugeError } from '../../support/errors.js';
import { type Address, formatAddress } from './address.js';

/**
 * The way in which a connection failed: `missing` (no such socket), `denied`, `refused` (nobody listens any more),
 * `queue-full` (the monitor serves a client and others wait), `not-a-socket`, `unreachable` (network, no such
 * host, or no file to be had), `timeout`.
 */
export type ConnectFailure =
  | 'missing'
  | 'denied'
  | 'refused'
  | 'queue-full'
  | 'not-a-socket'
  | 'unreachable'
  | 'timeout';

/** No connection came about. */
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
