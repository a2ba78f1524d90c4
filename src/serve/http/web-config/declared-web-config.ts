/** The data of a web configuration file that matches its schema. Secret values have no rule in the schema. */
export interface DeclaredWebConfig {
  readonly tls_server_config?: DeclaredTls;
  readonly http_server_config?: {
    readonly http2?: boolean;
    readonly headers?: Readonly<Record<string, string>>;
  };
  readonly basic_auth_users?: Readonly<Record<string, unknown>>;
  readonly rate_limit?: { readonly interval?: string | number; readonly burst?: number };
}

/** The member `tls_server_config`. */
export interface DeclaredTls {
  readonly cert_file?: string;
  readonly key_file?: string;
  readonly cert?: string;
  readonly key?: unknown;
  readonly client_auth_type?: string;
  readonly client_ca_file?: string;
  readonly client_ca?: string;
  readonly client_allowed_sans?: readonly string[];
  readonly min_version?: string;
  readonly max_version?: string;
  readonly cipher_suites?: readonly string[];
  readonly curve_preferences?: readonly string[];
  readonly prefer_server_cipher_suites?: boolean;
}

/** Any of these says that TLS is wanted; what is missing is an error then. */
const ENABLING = [
  'cert_file',
  'cert',
  'key_file',
  'key',
  'client_ca_file',
  'client_ca',
  'client_auth_type',
] as const;

export function isTlsWanted(tls: DeclaredTls | undefined): tls is DeclaredTls {
  return tls !== undefined && ENABLING.some((key) => tls[key] !== undefined);
}

/** The one way in which a client has to have a certificate that was verified. */
export const VERIFIED = 'RequireAndVerifyClientCert';
