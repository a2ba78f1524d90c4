import { formatHostPort, type TcpEndpoint } from './listen/endpoint.js';
import { isLoopback } from './listen/ip-address.js';
import { ListenError } from './listen/listen-error.js';
import type { WebConfig } from './web-config/web-config.js';

/** What lies between the network and the figures. */
export interface Protection {
  readonly isEncrypted: boolean;
  readonly isAuthenticated: boolean;
}

export function protectionBy(config: WebConfig | undefined, hasTokens: boolean): Protection {
  const hasUsers = config !== undefined && config.users.size > 0;
  return {
    isEncrypted: config?.tls !== undefined,
    isAuthenticated: hasTokens || hasUsers || config?.tls?.clientCertificates === true,
  };
}

/** What is missing before other hosts may connect; `undefined` when nothing is. */
export function whatIsMissing({ isEncrypted, isAuthenticated }: Protection): string | undefined {
  const missing = [
    ...(isEncrypted ? [] : ['TLS (tls_server_config)']),
    ...(isAuthenticated ? [] : ['authentication (basic_auth_users, client certificates or a token file)']),
  ];
  return missing.length === 0 ? undefined : missing.join(' and ');
}

/** Whether others than this host may connect. */
export function isExposed({ address }: TcpEndpoint): boolean {
  return !isLoopback(address);
}

/** @throws {ListenError} when other hosts could connect without TLS or without authentication */
export function refuseExposure(endpoint: TcpEndpoint, protection: Protection): void {
  const missing = isExposed(endpoint) ? whatIsMissing(protection) : undefined;
  if (missing === undefined) return;
  const { host, address, port } = endpoint;
  const which =
    host === address ? 'it is not a loopback address' : `it is ${address}, not a loopback address`;
  const verb = protection.isEncrypted || protection.isAuthenticated ? 'is' : 'are';
  const message = `${which}, so other hosts could read every figure: ${missing} ${verb} missing; listen at 127.0.0.1, add what is missing, or accept it with --insecure`;
  throw new ListenError(formatHostPort(host, port), 'exposed', message);
}
