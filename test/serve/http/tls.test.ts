import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { ListenError } from '../../../src/serve/http/listen/listen-error.js';
import { parseSubjectNames } from '../../../src/serve/http/subject-names.js';
import { WebConfigError } from '../../../src/serve/http/web-config/web-config.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { issue } from './certificates.js';
import { ask, serveTest } from './test-server.js';
import { HASH_OF_SECRET, PAIR, writeCertificates } from './web-config-cases.js';

const TLS = `tls_server_config:\n  ${PAIR}\n`;
const CLIENTS = `${TLS}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.pem\n`;

async function serveTls(text: string, more: object = {}) {
  const directory = await temporaryDirectory();
  const { ca, own } = writeCertificates(directory);
  const webConfigFile = join(directory, 'web.yml');
  writeFileSync(webConfigFile, text);
  const served = await serveTest({ webConfigFile, limits: { recheckMs: 0 }, ...more });
  const askTls = (options: object = {}) => {
    return ask({ isTls: true, port: served.port, ca: ca.cert, ...options });
  };
  return { ...served, ask: askTls, ca, own, directory, webConfigFile };
}

/** Handshakes, and returns the connection. */
function handshake(port: number, options: object): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ...options });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
  });
}

describe('TLS', () => {
  it('is spoken over TCP, and the certificate says which names the server has', async () => {
    const { server, port, ca, own, directory } = await serveTls(TLS);
    expect(server.addresses).toEqual([`https://127.0.0.1:${port}`]);
    const asked = { isTls: true, port, ca: ca.cert };
    expect((await ask({ ...asked, servername: 'localhost' })).body).toBe('hello\n');
    const named = issue({ name: 'vm', names: ['vmhost.example'], by: ca });
    expect(own.subject).toBe('server');
    writeFileSync(join(directory, 'cert.pem'), named.cert);
    writeFileSync(join(directory, 'key.pem'), named.key);
    const host = { servername: 'vmhost.example', headers: { host: 'vmhost.example:1' } };
    expect((await ask({ ...asked, ...host })).status).toBe(200);
    expect((await ask({ ...asked, ...host, headers: { host: 'evil.example' } })).status).toBe(421);
  });

  it('is not spoken over the unix socket', async () => {
    const path = join(await temporaryDirectory(), 's');
    await serveTls(CLIENTS, { listen: [{ type: 'unix', path }] });
    expect((await ask({ socketPath: path })).body).toBe('hello\n');
  });

  it('of the versions before 1.2 is not spoken', async () => {
    const { port, ca } = await serveTls(TLS);
    const old = { ca: ca.cert, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' };
    await expect(handshake(port, old)).rejects.toThrow(/alert protocol version|unsupported protocol/);
  });

  it('of other versions and suites than the configured ones is not spoken', async () => {
    const suite = 'cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]';
    const { port, ca } = await serveTls(`${TLS}  ${suite}\n  max_version: TLS12\n`);
    const socket = await handshake(port, { ca: ca.cert });
    expect([socket.getProtocol(), socket.getCipher().name]).toEqual([
      'TLSv1.2',
      'ECDHE-ECDSA-AES256-GCM-SHA384',
    ]);
    socket.destroy();
    const other = { ca: ca.cert, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' };
    await expect(handshake(port, other)).rejects.toThrow(/handshake failure/);
  });

  it('adds the headers of the web configuration to every answer', async () => {
    const header = 'http_server_config:\n  headers:\n    Strict-Transport-Security: max-age=60\n';
    const { ask: askTls } = await serveTls(
      `${TLS}${header}    Content-Security-Policy: default-src 'self'\n`,
    );
    for (const path of ['/hello', '/nothing', '/name/..%2f']) {
      const { headers } = await askTls({ path });
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=60',
        'content-security-policy': "default-src 'self'",
      });
    }
  });

  it('with a password protects an address that other hosts can reach', async () => {
    const users = `basic_auth_users: { alice: ${HASH_OF_SECRET} }\n`;
    const listen = [{ type: 'tcp', host: '0.0.0.0', port: 0 }];
    const { ask: askTls, webConfigFile, warnings } = await serveTls(`${TLS}${users}`, { listen });
    const auth = 'alice:secret';
    expect((await askTls({ auth })).status).toBe(200);
    writeFileSync(webConfigFile, TLS);
    expect((await askTls()).status).toBe(401);
    expect(warnings).toEqual([
      `${webConfigFile}: other hosts can connect, and authentication (basic_auth_users, client certificates or a token file) would be missing; what was read before stays in force`,
    ]);
  });

  it('alone does not', async () => {
    const listen = [{ type: 'tcp', host: '0.0.0.0', port: 0 }];
    await expect(serveTls(TLS, { listen })).rejects.toThrow(ListenError);
  });

  it('cannot be served with a certificate that is missing', async () => {
    const text = TLS.replace('cert.pem', 'none.pem');
    await expect(serveTls(text)).rejects.toThrow(WebConfigError);
    await expect(serveTls(text)).rejects.toThrow(/web\.yml:2:14: .*none\.pem cannot be read: no such file$/);
  });
});

describe('a certificate that is replaced', () => {
  it('is served to the next connection, while those there are go on', async () => {
    const { port, ca, directory, ask: askTls } = await serveTls(TLS);
    const socket = await handshake(port, { ca: ca.cert });
    const before = socket.getPeerX509Certificate()?.serialNumber;
    const renewed = issue({ name: 'server', names: ['127.0.0.1'], by: ca });
    writeFileSync(join(directory, 'cert.pem'), renewed.cert);
    writeFileSync(join(directory, 'key.pem'), renewed.key);
    const next = await handshake(port, { ca: ca.cert });
    expect(next.getPeerX509Certificate()?.serialNumber).not.toBe(before);
    next.destroy();
    expect((await askTls()).status).toBe(200);
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });

  it('is not, before its key is there too', async () => {
    const { port, ca, directory, warnings, webConfigFile, ask: askTls } = await serveTls(TLS);
    const before = (await handshake(port, { ca: ca.cert })).getPeerX509Certificate()?.serialNumber;
    const renewed = issue({ name: 'server', names: ['127.0.0.1'], by: ca });
    writeFileSync(join(directory, 'cert.pem'), renewed.cert);
    expect((await handshake(port, { ca: ca.cert })).getPeerX509Certificate()?.serialNumber).toBe(before);
    expect((await askTls()).status).toBe(200);
    expect(warnings).toEqual([
      `${webConfigFile}:3:13: tls_server_config.key_file: the key is not that of the certificate; what was read before stays in force`,
    ]);
    writeFileSync(join(directory, 'key.pem'), renewed.key);
    const after = (await handshake(port, { ca: ca.cert })).getPeerX509Certificate()?.serialNumber;
    expect(after).not.toBe(before);
  });

  it('is no way to switch TLS off', async () => {
    const { webConfigFile, warnings, ask: askTls } = await serveTls(TLS);
    writeFileSync(webConfigFile, '');
    expect((await askTls()).status).toBe(200);
    expect(warnings).toEqual([
      `${webConfigFile}: TLS and client certificates cannot be switched on or off while qgauge runs: restart it; what was read before stays in force`,
    ]);
  });
});

describe('a client certificate', () => {
  it('is required, and has to be of the authority', async () => {
    const { ask: askTls, ca } = await serveTls(CLIENTS);
    const client = issue({ name: 'prometheus', names: ['prometheus.example'], by: ca });
    expect((await askTls({ cert: client.cert, key: client.key })).status).toBe(200);
    await expect(askTls()).rejects.toThrow();
    const stranger = issue({ name: 'prometheus', by: issue({ name: 'test authority', isAuthority: true }) });
    await expect(askTls({ cert: stranger.cert, key: stranger.key })).rejects.toThrow();
    const expired = issue({ name: 'prometheus', by: ca, validSeconds: -60 });
    await expect(askTls({ cert: expired.cert, key: expired.key })).rejects.toThrow();
  });

  it('needs one of the allowed names', async () => {
    const { ask: askTls, ca } = await serveTls(
      `${CLIENTS}  client_allowed_sans: [prometheus.example, 192.0.2.7]\n`,
    );
    for (const [names, isAllowed] of [
      [['prometheus.example'], true],
      [['x.example', '192.0.2.7'], true],
      [['evil.prometheus.example'], false],
      [[], false],
    ] as const) {
      const client = issue({ name: 'prometheus.example', names, by: ca });
      const asked = askTls({ cert: client.cert, key: client.key });
      if (isAllowed) expect((await asked).status).toBe(200);
      else await expect(asked).rejects.toThrow();
    }
  });

  it('protects an address that other hosts can reach', async () => {
    const listen = [{ type: 'tcp', host: '0.0.0.0', port: 0 }];
    const { ask: askTls, ca } = await serveTls(CLIENTS, { listen });
    const client = issue({ name: 'prometheus', by: ca });
    expect((await askTls({ cert: client.cert, key: client.key })).status).toBe(200);
  });
});

describe('a client whose authority is not trusted any more', () => {
  it('cannot resume a session of before', async () => {
    const { port, ca, directory } = await serveTls(CLIENTS);
    const client = issue({ name: 'prometheus', by: ca });
    const options = { ca: ca.cert, cert: client.cert, key: client.key, maxVersion: 'TLSv1.2' };
    const first = await handshake(port, options);
    const session = first.getSession();
    first.destroy();
    const resumed = await handshake(port, { ...options, session });
    expect(resumed.isSessionReused()).toBe(true);
    resumed.destroy();
    writeFileSync(join(directory, 'ca.pem'), issue({ name: 'new authority', isAuthority: true }).cert);
    await expect(handshake(port, { ...options, session })).rejects.toThrow();
  });
});

describe('connections beyond a limit', () => {
  it('are ended before their handshake', async () => {
    const { port, ca, ask: askTls, server } = await serveTls(TLS, { limits: { connectionsPerAddress: 1 } });
    const held = await handshake(port, { ca: ca.cert });
    await expect(askTls()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.figures.refusedConnections).toBe(1);
    held.destroy();
    await expect.poll(() => askTls().catch(() => undefined)).toMatchObject({ status: 200 });
  });
});

describe('the names of a certificate', () => {
  it.each([
    ['DNS:a.example, IP Address:192.0.2.7, email:a@b.example', ['a.example', '192.0.2.7', 'a@b.example']],
    ['URI:spiffe://x/y', ['spiffe://x/y']],
    ['DNS:"a.example, DNS:b.example"', ['a.example, DNS:b.example']],
    ['othername:<unsupported>, DNS:a.example', ['a.example']],
    ['DirName:"CN = x, DNS:evil.example", DNS:a.example', ['a.example']],
    ['', []],
    ['garbage', []],
  ])('of %j', (text, names) => {
    expect(parseSubjectNames(text)).toEqual(names);
  });
});
