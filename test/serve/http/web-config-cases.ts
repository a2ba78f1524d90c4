import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issue } from './certificates.js';

/** `secret`, at cost 4, so that tests do not wait for it. */
export const HASH_OF_SECRET = '$2b$04$dHd6J6I4eZNclAN4P2oD2edYwjF3nC/KOyQuU1gSE6JO6Zzn8I15O';

export const PAIR = 'cert_file: cert.pem\n  key_file: key.pem';

export interface WebConfigCase {
  readonly title: string;
  readonly text: string;
  /** What qgauge says, without the file's name; undefined where the file is valid. */
  readonly message?: string;
  /** Why promtool of Debian 12 judges otherwise; undefined where it agrees. */
  readonly promtoolDiffers?: string;
}

const OLD = "Debian's promtool has an exporter-toolkit from before this key";
const STRICTER = 'qgauge offers only what protects';

/** Web configurations, valid and not. The files that they name are made by {@link writeCertificates}. */
export const CASES: readonly WebConfigCase[] = [
  { title: 'nothing', text: '' },
  { title: 'comments alone', text: '# later\n' },
  { title: 'keys without values', text: 'tls_server_config:\nbasic_auth_users:\nhttp_server_config:\n' },
  { title: 'a certificate', text: `tls_server_config:\n  ${PAIR}` },
  {
    title: 'all keys',
    text: `tls_server_config:
  ${PAIR}
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.pem
  min_version: TLS12
  max_version: TLS13
  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256]
  curve_preferences: [CurveP256, X25519]
  prefer_server_cipher_suites: false
http_server_config:
  http2: false
  headers:
    Content-Security-Policy: default-src 'self'
    X-Frame-Options: deny
    X-Content-Type-Options: nosniff
    X-XSS-Protection: "1"
    Strict-Transport-Security: max-age=3600
basic_auth_users:
  alice: ${HASH_OF_SECRET}
`,
  },
  { title: 'users alone', text: `basic_auth_users: { alice: ${HASH_OF_SECRET} }` },
  {
    title: 'no client certificates',
    text: `tls_server_config:\n  ${PAIR}\n  client_auth_type: NoClientCert`,
  },
  { title: 'no TLS, but options of it', text: 'tls_server_config: { min_version: TLS13 }' },
  { title: 'JSON', text: '{"http_server_config": {"http2": true}}' },
  {
    title: 'an unknown key',
    text: `basic_auth_user: {}`,
    message: "1:1: basic_auth_user: unknown key; did you mean 'basic_auth_users'?",
  },
  {
    title: 'an unknown key of TLS',
    text: `tls_server_config:\n  cert_flie: cert.pem\n  key_file: key.pem`,
    message: "2:3: tls_server_config.cert_flie: unknown key; did you mean 'cert_file'?",
  },
  {
    title: 'an unknown header',
    text: 'http_server_config:\n  headers:\n    Server: nginx',
    message:
      '3:5: http_server_config.headers.Server: unknown key; the keys are Content-Security-Policy, X-Frame-Options, X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security',
  },
  {
    title: 'a key twice',
    text: 'basic_auth_users: {}\nbasic_auth_users: {}',
    message: "2:1: duplicate key 'basic_auth_users'",
  },
  {
    title: 'no YAML',
    text: 'basic_auth_users: [',
    message: '1:20: a ] is missing: its bracket is opened before and not closed',
  },
  {
    title: 'a list',
    text: '- tls_server_config',
    message:
      '1:1: ["tls_server_config"] is not a web configuration: keys with their values, such as \'basic_auth_users\'',
  },
  {
    title: 'a missing certificate',
    text: 'tls_server_config:\n  cert_file: none.pem\n  key_file: key.pem',
    message: '2:14: tls_server_config.cert_file: none.pem cannot be read: no such file',
  },
  {
    title: 'a directory as a certificate',
    text: 'tls_server_config:\n  cert_file: .\n  key_file: key.pem',
    message: '2:14: tls_server_config.cert_file: . cannot be read: it is a directory',
  },
  {
    title: 'a missing key',
    text: 'tls_server_config:\n  cert_file: cert.pem\n  key_file: none.pem',
    message: '3:13: tls_server_config.key_file: none.pem cannot be read: no such file',
  },
  {
    title: 'a certificate without a key',
    text: 'tls_server_config:\n  cert_file: cert.pem',
    message: "2:3: tls_server_config: 'key_file' is missing (or 'key', with the PEM text itself)",
  },
  {
    title: 'a key without a certificate',
    text: 'tls_server_config:\n  key_file: key.pem',
    message: "2:3: tls_server_config: 'cert_file' is missing (or 'cert', with the PEM text itself)",
  },
  {
    title: 'the key of another certificate',
    text: 'tls_server_config:\n  cert_file: cert.pem\n  key_file: other-key.pem',
    message: '3:13: tls_server_config.key_file: the key is not that of the certificate',
  },
  {
    title: 'a certificate that is none',
    text: 'tls_server_config:\n  cert_file: key.pem\n  key_file: key.pem',
    message: '2:14: tls_server_config.cert_file: it does not begin with a certificate in PEM',
  },
  {
    title: 'a key that is none',
    text: 'tls_server_config:\n  cert_file: cert.pem\n  key_file: cert.pem',
    message: '3:13: tls_server_config.key_file: the private key is not in PEM',
  },
  {
    title: 'a password that is not hashed',
    text: 'basic_auth_users:\n  alice: secret',
    message:
      "2:10: basic_auth_users.alice: it is not a bcrypt hash, such as 'htpasswd -nBC 10 USER' prints after the colon",
  },
  {
    title: 'a hash that is cut',
    text: `basic_auth_users:\n  alice: ${HASH_OF_SECRET.slice(0, 50)}`,
    message:
      "2:10: basic_auth_users.alice: it is not a bcrypt hash, such as 'htpasswd -nBC 10 USER' prints after the colon",
  },
  {
    title: 'a list of users',
    text: 'basic_auth_users: [alice]',
    message:
      '1:19: basic_auth_users: ["alice"] is not a set of users, each with the bcrypt hash of a password',
  },
  {
    title: 'an unknown version',
    text: `tls_server_config:\n  ${PAIR}\n  min_version: TLS14`,
    message: "4:16: tls_server_config.min_version: 'TLS14' is not one of TLS12, TLS13; did you mean 'TLS12'?",
  },
  {
    title: 'an unknown suite',
    text: `tls_server_config:\n  ${PAIR}\n  cipher_suites:\n    - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265`,
    message:
      "5:7: tls_server_config.cipher_suites[0]: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265' is not one of TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA; did you mean 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'?",
  },
  {
    title: 'an unknown curve',
    text: `tls_server_config:\n  ${PAIR}\n  curve_preferences: [P256]`,
    message:
      "4:23: tls_server_config.curve_preferences[0]: 'P256' is not one of CurveP256, CurveP384, CurveP521, X25519",
  },
  {
    title: 'an unknown way to ask for certificates',
    text: `tls_server_config:\n  ${PAIR}\n  client_auth_type: RequireAndVerifyClientCerts`,
    message:
      "4:21: tls_server_config.client_auth_type: 'RequireAndVerifyClientCerts' is not one of NoClientCert, RequireAndVerifyClientCert, RequestClientCert, RequireAnyClientCert, RequireClientCert, VerifyClientCertIfGiven; did you mean 'RequireAndVerifyClientCert'?",
  },
  {
    title: 'authorities without a use',
    text: `tls_server_config:\n  ${PAIR}\n  client_ca_file: ca.pem`,
    message:
      '4:3: tls_server_config.client_ca_file: it has no effect without client_auth_type: RequireAndVerifyClientCert',
  },
  {
    title: 'missing authorities',
    text: `tls_server_config:\n  ${PAIR}\n  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: none.pem`,
    message: '5:19: tls_server_config.client_ca_file: none.pem cannot be read: no such file',
  },
  {
    title: 'a wrong value of a header',
    text: 'http_server_config:\n  headers:\n    X-Frame-Options: ALLOW',
    message: "3:22: http_server_config.headers.X-Frame-Options: 'ALLOW' is not one of deny, sameorigin",
  },
  {
    title: 'a switch that is a text',
    text: 'http_server_config: { http2: "off" }',
    message: "1:30: http_server_config.http2: 'off' is not true or false",
  },
  {
    title: 'certificate and key in place',
    text: '<in place>',
    promtoolDiffers: OLD,
  },
  {
    title: 'names of clients',
    text: `tls_server_config:\n  ${PAIR}\n  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.pem\n  client_allowed_sans: [prometheus.example]`,
    promtoolDiffers: OLD,
  },
  { title: 'a rate limit', text: 'rate_limit: { interval: 250ms, burst: 20 }', promtoolDiffers: OLD },
  {
    title: 'a rate limit that is none',
    text: 'rate_limit: { interval: 0s, burst: 0 }',
    promtoolDiffers: OLD,
  },
  {
    title: 'a switch of YAML 1.1',
    text: 'http_server_config: { http2: yes }',
    message: "1:30: http_server_config.http2: 'yes' is not true or false",
    promtoolDiffers: 'qgauge reads YAML 1.2, in which yes and on are texts',
  },
  {
    title: 'a version that is broken',
    text: `tls_server_config:\n  ${PAIR}\n  min_version: TLS10`,
    message:
      '4:16: tls_server_config.min_version: TLS10 is not offered, because it is broken (RFC 8996): use TLS12 or TLS13',
    promtoolDiffers: STRICTER,
  },
  {
    title: 'versions that exclude each other',
    text: `tls_server_config:\n  ${PAIR}\n  min_version: TLS13\n  max_version: TLS12`,
    message: '5:16: tls_server_config.max_version: it is below min_version: no client could connect',
    promtoolDiffers: 'promtool does not compare them',
  },
  {
    title: 'a suite without forward secrecy',
    text: `tls_server_config:\n  ${PAIR}\n  cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA]`,
    message:
      '4:19: tls_server_config.cipher_suites[0]: TLS_RSA_WITH_AES_128_CBC_SHA is not offered, because it lacks forward secrecy: remove it',
    promtoolDiffers: STRICTER,
  },
  ...[
    ['RequestClientCert', 'it asks for a certificate and takes any, or none'],
    ['RequireAnyClientCert', 'it takes any certificate, verified by nobody'],
    ['RequireClientCert', 'it takes any certificate, verified by nobody'],
    ['VerifyClientCertIfGiven', 'it lets in clients without a certificate'],
  ].map(([type, why]) => ({
    title: `client certificates that protect nothing: ${type}`,
    text: `tls_server_config:\n  ${PAIR}\n  client_auth_type: ${type}\n  client_ca_file: ca.pem`,
    message: `4:21: tls_server_config.client_auth_type: ${type} is not offered, because ${why}: use RequireAndVerifyClientCert`,
    promtoolDiffers: STRICTER,
  })),
  {
    title: 'client certificates of any authority',
    text: `tls_server_config:\n  ${PAIR}\n  client_auth_type: RequireAndVerifyClientCert`,
    message:
      "2:3: tls_server_config: 'client_ca_file' is missing: without it, a certificate of any public authority would do",
    promtoolDiffers: STRICTER,
  },
  {
    title: 'authorities that are none',
    text: `tls_server_config:\n  ${PAIR}\n  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: key.pem`,
    message: '5:19: tls_server_config.client_ca_file: it has no certificate in PEM',
    promtoolDiffers: 'promtool does not look into the file, and no client could connect',
  },
  {
    title: 'an expensive hash',
    text: `basic_auth_users:\n  alice: ${HASH_OF_SECRET.replace('$04$', '$18$')}`,
    message:
      '2:10: basic_auth_users.alice: the cost of the hash is 18: above 14 each login would take seconds of processor time; use 10',
    promtoolDiffers: "a daemon's only thread would check it for half a minute",
  },
  {
    title: 'a hash of a former bcrypt',
    text: `basic_auth_users:\n  alice: ${HASH_OF_SECRET.replace('$2b$', '$2x$')}`,
    message:
      "2:10: basic_auth_users.alice: it is not a bcrypt hash, such as 'htpasswd -nBC 10 USER' prints after the colon",
    promtoolDiffers: '2x marks the hashes of a faulty implementation; promtool takes any letter',
  },
  {
    title: 'a name with a colon',
    text: `basic_auth_users:\n  "a:b": ${HASH_OF_SECRET}`,
    message: "2:3: basic_auth_users.a:b: a user's name cannot have a ':' in it: basic auth ends it there",
    promtoolDiffers: 'promtool does not say that nobody can log in so',
  },
  {
    title: 'an empty path',
    text: 'tls_server_config: { cert_file: "" }',
    message: "1:33: tls_server_config.cert_file: '' is not a path",
    promtoolDiffers: 'in Go, an empty text is as good as none, and TLS would silently be off',
  },
];

/** Writes what the cases name into a directory: cert.pem and key.pem, other-key.pem, ca.pem. */
export function writeCertificates(directory: string) {
  mkdirSync(directory, { recursive: true });
  const ca = issue({ name: 'test authority', isAuthority: true });
  const own = issue({ name: 'server', names: ['localhost', '127.0.0.1'], by: ca });
  const files = { 'cert.pem': own.cert, 'key.pem': own.key, 'other-key.pem': ca.key, 'ca.pem': ca.cert };
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(directory, name), text, { mode: 0o600 });
  return { ca, own };
}

/** The text of a case; where PEM texts stand in place, they are those of this server. */
export function textOf(
  { text }: WebConfigCase,
  own: { readonly cert: string; readonly key: string },
): string {
  if (text !== '<in place>') return text;
  const block = (pem: string) => pem.trimEnd().replaceAll(/^/gm, '    ');
  return `tls_server_config:\n  cert: |\n${block(own.cert)}\n  key: |\n${block(own.key)}\n`;
}
