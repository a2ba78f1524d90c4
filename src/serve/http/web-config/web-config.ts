import type { X509Certificate } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import { QgaugeError } from '../../../support/errors.js';

/** A web configuration, with the certificates that it names. */
export interface WebConfig {
  readonly tls: TlsConfig | undefined;
  /** Headers of every answer. */
  readonly headers: ReadonlyMap<string, string>;
  /** The bcrypt hash of each user's password. */
  readonly users: ReadonlyMap<string, string>;
  readonly rateLimit: RateLimit | undefined;
  /** What works otherwise than its author may expect, a line each. */
  readonly notes: readonly string[];
}

export interface TlsConfig {
  readonly context: SecureContextOptions;
  readonly certificate: X509Certificate;
  /** Clients need a certificate that `context.ca` has signed. */
  readonly clientCertificates: boolean;
  /** The clients' certificates need one of these names; `undefined` where any will do. */
  readonly clientNames: ReadonlySet<string> | undefined;
}

export interface RateLimit {
  readonly intervalMs: number;
  readonly burst: number;
}

/** The web configuration, or a file that it names, cannot be read or is not valid: the message has a line for each problem. */
export class WebConfigError extends QgaugeError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_WEB_CONFIG', message, options);
  }
}
