import type { SecureVersion } from 'node:tls';

/** Versions of TLS by their names in a web configuration. */
export const VERSIONS: ReadonlyMap<string, SecureVersion> = new Map([
  ['TLS12', 'TLSv1.2'],
  ['TLS13', 'TLSv1.3'],
]);

/** Broken: RFC 8996 forbids them. */
export const FORMER_VERSIONS: ReadonlySet<string> = new Set(['TLS10', 'TLS11']);

/** OpenSSL's names of the curves that Go names. */
export const CURVES: ReadonlyMap<string, string> = new Map([
  ['CurveP256', 'prime256v1'],
  ['CurveP384', 'secp384r1'],
  ['CurveP521', 'secp521r1'],
  ['X25519', 'X25519'],
]);

/** OpenSSL's names of the suites of TLS 1.2 that Go offers and calls secure. */
export const SUITES: ReadonlyMap<string, string> = new Map([
  ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
  ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305'],
  ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', 'ECDHE-ECDSA-AES128-SHA'],
  ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'ECDHE-RSA-AES128-SHA'],
  ['TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', 'ECDHE-ECDSA-AES256-SHA'],
  ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', 'ECDHE-RSA-AES256-SHA'],
]);

/** The suites of TLS 1.3, which Go always offers and does not let anybody choose. */
export const SUITES_OF_TLS_13: readonly string[] = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
];

/** The suites without forward secrecy: Go had them among the secure ones until 1.22. */
export const FORMER_SUITES: ReadonlySet<string> = new Set([
  'TLS_RSA_WITH_AES_128_CBC_SHA',
  'TLS_RSA_WITH_AES_256_CBC_SHA',
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
]);

/** What Go lets a server ask of its clients, and why it is refused here; undefined for what is offered. */
export const CLIENT_AUTH: ReadonlyMap<string, string | undefined> = new Map([
  ['NoClientCert', undefined],
  ['RequireAndVerifyClientCert', undefined],
  ['RequestClientCert', 'it asks for a certificate and takes any, or none'],
  ['RequireAnyClientCert', 'it takes any certificate, verified by nobody'],
  ['RequireClientCert', 'it takes any certificate, verified by nobody'],
  ['VerifyClientCertIfGiven', 'it lets in clients without a certificate'],
]);
