import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WatchedFiles } from '../../../src/serve/http/watched-files.js';
import { parseGoDuration } from '../../../src/serve/http/web-config/go-duration.js';
import { readWebConfig } from '../../../src/serve/http/web-config/read-web-config.js';
import { type WebConfig, WebConfigError } from '../../../src/serve/http/web-config/web-config.js';
import { becomeNobody } from '../../become-nobody.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { issue } from './certificates.js';
import { CASES, HASH_OF_SECRET, PAIR, textOf, writeCertificates } from './web-config-cases.js';

function read(path: string): WebConfig | string {
  try {
    return readWebConfig(path, new WatchedFiles());
  } catch (error) {
    if (error instanceof WebConfigError) return error.message.replaceAll(`${path}:`, '');
    throw error;
  }
}

async function readText(text: string): Promise<WebConfig | string> {
  const directory = await temporaryDirectory();
  writeCertificates(directory);
  const path = join(directory, 'web.yml');
  writeFileSync(path, text);
  return read(path);
}

describe('a web configuration', () => {
  it.each(CASES)('is judged by its place: $title', async (each) => {
    const directory = await temporaryDirectory();
    const { own } = writeCertificates(directory);
    const path = join(directory, 'web.yml');
    writeFileSync(path, textOf(each, own));
    const outcome = read(path);
    if (each.message === undefined) expect(outcome).toBeTypeOf('object');
    else expect(outcome).toBe(each.message);
  });

  it('is taken in the words of Node', async () => {
    const text = `
tls_server_config:
  ${PAIR}
  min_version: TLS13
  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256]
  curve_preferences: [X25519, CurveP384]
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.pem
  client_allowed_sans: [prometheus.example]
http_server_config: { headers: { X-Frame-Options: deny, X-XSS-Protection: "" } }
basic_auth_users: { alice: ${HASH_OF_SECRET}, "1234": ${HASH_OF_SECRET} }
rate_limit: { interval: 1m30s, burst: 5 }
`;
    expect(await readText(text)).toMatchObject({
      tls: {
        context: {
          minVersion: 'TLSv1.3',
          maxVersion: 'TLSv1.3',
          honorCipherOrder: true,
          ciphers:
            'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305',
          ecdhCurve: 'X25519:secp384r1',
        },
        clientCertificates: true,
        clientNames: new Set(['prometheus.example']),
      },
      headers: new Map([['X-Frame-Options', 'deny']]),
      users: new Map([
        ['1234', HASH_OF_SECRET],
        ['alice', HASH_OF_SECRET],
      ]),
      rateLimit: { intervalMs: 90_000, burst: 5 },
      notes: [],
    });
  });

  it('never has a password in a message, wherever it stands', async () => {
    for (const value of ['hunter2', '12345', 'true', '[hunter2]', '{ hash: hunter2 }']) {
      const outcome = await readText(`basic_auth_users:\n  alice: ${value}`);
      expect(outcome).toBe(
        "2:10: basic_auth_users.alice: it is not a bcrypt hash, such as 'htpasswd -nBC 10 USER' prints after the colon",
      );
    }
    const outcome = await readText('tls_server_config:\n  cert_file: cert.pem\n  key: [hunter2]');
    expect(outcome).toBe(
      "3:8: tls_server_config.key: it is not a PEM text: a block that begins with 'key: |'",
    );
  });

  it('cannot say the same thing twice', async () => {
    const outcome = await readText(
      'tls_server_config:\n  cert_file: cert.pem\n  cert: x\n  key_file: key.pem',
    );
    expect(outcome).toBe("3:3: tls_server_config.cert: 'cert_file' gives it already: remove one of them");
  });

  it.each([
    ['interval: 1', '1:25: rate_limit.interval: 1 is not a duration, such as 1s or 500ms; 0 is no limit'],
    [
      'interval: soon',
      "1:25: rate_limit.interval: 'soon' is not a duration, such as 1s or 500ms; 0 is no limit",
    ],
    [
      'interval: 1s',
      "1:13: rate_limit: a limit with 'burst' of 0 would refuse every request: give the number of requests at once",
    ],
    ['burst: -1', '1:22: rate_limit.burst: -1 is not a number of requests'],
  ])('cannot have a rate limit of %s', async (member, message) => {
    expect(await readText(`rate_limit: { ${member} }`)).toBe(message);
  });

  it('that this user may not read is named', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'web.yml');
    writeFileSync(path, '', { mode: 0o600 });
    becomeNobody();
    expect(read(path)).toBe(' the web configuration cannot be read: permission denied');
  });

  it('with a certificate that this user may not read is told so, with the line', async () => {
    const directory = await temporaryDirectory();
    writeCertificates(directory);
    const path = join(directory, 'web.yml');
    writeFileSync(path, `tls_server_config:\n  ${PAIR}`);
    chmodSync(directory, 0o755);
    chmodSync(join(directory, 'cert.pem'), 0o644);
    becomeNobody();
    const outcome = read(path);
    expect(outcome).toBe('3:13: tls_server_config.key_file: key.pem cannot be read: permission denied');
  });

  it('has notes about what may surprise', async () => {
    const directory = await temporaryDirectory();
    const old = issue({ name: 'old', validSeconds: -3600 });
    writeFileSync(join(directory, 'cert.pem'), old.cert);
    writeFileSync(join(directory, 'key.pem'), old.key, { mode: 0o644 });
    const path = join(directory, 'web.yml');
    writeFileSync(path, `tls_server_config:\n  ${PAIR}\nhttp_server_config: { http2: true }`);
    const outcome = read(path);
    const notes = typeof outcome === 'string' ? [outcome] : outcome.notes;
    expect(notes.map((note) => note.replace(/(expired on ).*/, '$1…'))).toEqual([
      `${path}: http_server_config.http2: qgauge serves HTTP/1.1, which clients of HTTP/2 speak too`,
      `${path}: tls_server_config.key_file: every user of this host can read the key: chmod o-r`,
      `${path}: tls_server_config.cert_file: the certificate has expired on …`,
    ]);
  });

  it('of any text is valid or has a line for each problem', async () => {
    const path = join(await temporaryDirectory(), 'web.yml');
    const word = fc.constantFrom(
      'tls_server_config',
      'cert_file',
      'basic_auth_users',
      ':',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '0',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 20 }), (words) => {
        writeFileSync(path, words.join(''));
        const outcome = read(path);
        if (typeof outcome !== 'string') return;
        for (const line of outcome.split('\n')) expect(line).toMatch(/^(?:\d+:\d+: | and \d+ more)/);
      }),
    );
  });
});

describe('a duration of Go', () => {
  it.each([
    ['0', 0],
    ['1s', 1000],
    ['1h2m3s4ms', 3_723_004],
    ['1.5s', 1500],
    ['.5m', 30_000],
    ['250µs', 0.25],
  ])('%s', (text, ms) => {
    expect(parseGoDuration(text)).toBeCloseTo(ms, 6);
  });
});
