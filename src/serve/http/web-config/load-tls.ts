import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { ConfigProblem } from '../../../config/problem.js';
import { messageOf } from '../../../support/errors.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { UnreadableError, type WatchedFiles } from '../watched-files.js';
import { type DeclaredTls, VERIFIED } from './declared-web-config.js';
import { CURVES, SUITES, SUITES_OF_TLS_13, VERSIONS } from './go-names.js';
import type { TlsConfig } from './web-config.js';

/** A part of `tls_server_config` cannot be used. */
export class TlsProblem extends Error {
  readonly problem: ConfigProblem;

  constructor(key: string | undefined, message: string) {
    super(message);
    this.problem = { path: ['tls_server_config', ...(key === undefined ? [] : [key])], message };
  }
}

/**
 * Reads the certificates that a web configuration names. Expects that its rules hold.
 *
 * @param directory what relative paths are relative to
 * @param note is called with what is unusual, a line each
 * @throws {TlsProblem}
 */
export function loadTls(
  tls: DeclaredTls,
  directory: string,
  files: WatchedFiles,
  note: (line: string) => void,
): TlsConfig {
  const read = (key: 'cert' | 'key' | 'client_ca', check?: (found: Stats) => undefined) => {
    return readPem(tls, key, directory, files, check);
  };
  const cert = read('cert');
  const certificate = parseCertificate(cert, keyOf(tls, 'cert'));
  const key = read('key', (found) => {
    if (found.mode & 0o004) note(`${keyOf(tls, 'key')}: every user of this host can read the key: chmod o-r`);
  });
  checkPair(certificate, parseKey(key, keyOf(tls, 'key')), keyOf(tls, 'key'));
  noteExpiry(certificate, keyOf(tls, 'cert'), note);
  const clientCertificates = tls.client_auth_type === VERIFIED;
  const ca = clientCertificates ? read('client_ca') : undefined;
  if (ca !== undefined) splitAuthorities(ca, keyOf(tls, 'client_ca'));
  const context = { cert, key, ...(ca === undefined ? {} : { ca }), ...contextOptions(tls) };
  checkContext(context);
  const names = tls.client_allowed_sans;
  return { context, certificate, clientCertificates, clientNames: names && new Set(names) };
}

function readPem(
  tls: DeclaredTls,
  key: 'cert' | 'key' | 'client_ca',
  directory: string,
  files: WatchedFiles,
  check: ((found: Stats) => undefined) | undefined,
): string {
  const path = tls[`${key}_file`];
  const inPlace = tls[key];
  if (path === undefined) return typeof inPlace === 'string' ? inPlace : '';
  try {
    return files.read(resolve(directory, path), check);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    throw new TlsProblem(`${key}_file`, `${terminalSafe(path, 4096)} cannot be read: ${error.message}`);
  }
}

/** The key of the file where the text came from. */
function keyOf(tls: DeclaredTls, key: 'cert' | 'key' | 'client_ca'): string {
  return tls[`${key}_file`] === undefined ? key : `${key}_file`;
}

function parseCertificate(pem: string, key: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new TlsProblem(key, 'it does not begin with a certificate in PEM');
  }
}

function parseKey(pem: string, key: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    const why = /ENCRYPTED/.test(pem)
      ? 'is encrypted, and nobody is there to type its passphrase'
      : 'is not in PEM';
    throw new TlsProblem(key, `the private key ${why}`);
  }
}

function checkPair(certificate: X509Certificate, key: KeyObject, name: string): void {
  if (!certificate.checkPrivateKey(key)) throw new TlsProblem(name, 'the key is not that of the certificate');
}

function noteExpiry(
  { validTo, validFrom }: X509Certificate,
  key: string,
  note: (line: string) => void,
): void {
  if (Date.parse(validTo) < Date.now()) note(`${key}: the certificate has expired on ${validTo}`);
  if (Date.parse(validFrom) > Date.now()) note(`${key}: the certificate is not valid before ${validFrom}`);
}

/** OpenSSL takes a text without any certificate for an empty list, which no client could match. */
function splitAuthorities(pem: string, key: string): void {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  if (blocks === null) throw new TlsProblem(key, 'it has no certificate in PEM');
  for (const [at, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch {
      throw new TlsProblem(key, `certificate ${at + 1} of it is not valid`);
    }
  }
}

function contextOptions(tls: DeclaredTls): SecureContextOptions {
  const suites = (tls.cipher_suites ?? []).flatMap((name) => SUITES.get(name) ?? []);
  const curves = (tls.curve_preferences ?? []).flatMap((name) => CURVES.get(name) ?? []);
  return {
    minVersion: VERSIONS.get(tls.min_version ?? '') ?? 'TLSv1.2',
    maxVersion: VERSIONS.get(tls.max_version ?? '') ?? 'TLSv1.3',
    honorCipherOrder: tls.prefer_server_cipher_suites ?? true,
    // Without a suite of TLS 1.3 in the list, Node would switch TLS 1.3 off.
    ...(suites.length > 0 ? { ciphers: [...SUITES_OF_TLS_13, ...suites].join(':') } : {}),
    ...(curves.length > 0 ? { ecdhCurve: curves.join(':') } : {}),
  };
}

function checkContext(context: SecureContextOptions): void {
  try {
    createSecureContext(context);
  } catch (error) {
    throw new TlsProblem(undefined, `OpenSSL refuses it: ${terminalSafe(messageOf(error))}`);
  }
}
