import { readFileSync } from 'node:fs';
import { explainErrno } from '../../support/explain-errno.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { UsageError } from '../usage.js';

/** The address of a daemon; without a scheme it is `http:`. */
export function parseFrom(text: string): URL {
  const whole = /^\w+:\/\//.test(text) ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new UsageError(
    `--from ${terminalSafe(text)}: not the address of a daemon: expected http://HOST:PORT or https://HOST:PORT`,
  );
}

const LOOPBACK = /^(?:(?:.+\.)?localhost|127\.[\d.]+|\[::1\])$/;

/** Whether others can read what is sent to an address: not encrypted, and to another host. */
export function isReadableOnTheWay({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !LOOPBACK.test(hostname);
}

/** The token in a file: its first line that is neither blank nor begins with `#`. */
export function readToken(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `--token-file ${terminalSafe(path, 4096)}: ${explainErrno(error, { ENOENT: 'no such file' })}`,
    );
  }
  const token = text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'));
  if (token !== undefined && /^[!-~]+$/.test(token)) return token;
  throw new UsageError(
    `--token-file ${terminalSafe(path, 4096)}: it has no token: put it on a line of its own`,
  );
}
