import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../lab/run-command.js';

/** Makes an authority and a certificate of a server, under the names by which tls-creds-x509 finds them. */
export async function makeServerCertificate(folder: string): Promise<void> {
  const directory = join(folder, 'certificates');
  mkdirSync(directory);
  const file = (name: string) => join(directory, name);
  const make = (subject: string, key: string, certificate: string, more: readonly string[]) =>
    runCommand('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${subject}`],
      ...['-keyout', file(key), '-out', file(certificate), ...more],
    ]);
  await make('authority', 'ca-key.pem', 'ca-cert.pem', ['-addext', 'basicConstraints=critical,CA:TRUE']);
  await make('lab', 'server-key.pem', 'server-cert.pem', [
    ...['-CA', file('ca-cert.pem'), '-CAkey', file('ca-key.pem')],
    ...['-addext', 'basicConstraints=critical,CA:FALSE'],
  ]);
}
