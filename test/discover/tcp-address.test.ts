import { describe, expect, it } from 'vitest';
import { isAt, isLocal } from '../../src/discover/tcp-address.js';

const line = (localAddress: string, localPort = 4444) =>
  ({
    inode: 1,
    localAddress,
    localPort,
    remoteAddress: '0.0.0.0',
    remotePort: 0,
    state: 'listening',
  }) as const;
const address = (host: string, port = 4444) => ({ type: 'tcp', host, port }) as const;

describe('isAt', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', 'localhost', true],
    ['127.0.0.1', '127.0.0.2', false],
    ['0.0.0.0', '127.0.0.1', true],
    ['0:0:0:0:0:0:0:0', '127.0.0.1', true],
    ['0:0:0:0:0:0:0:1', '::1', true],
    ['0:0:0:0:0:0:0:1', 'localhost', true],
    ['0:0:0:0:0:0:0:1', '127.0.0.1', false],
    ['127.0.0.1', 'example.org', true],
  ])('a socket at %s, for %s: %s', (local, host, expected) => {
    expect(isAt(line(local), address(host))).toBe(expected);
  });

  it('counts the port', () => {
    expect(isAt(line('127.0.0.1', 4445), address('127.0.0.1'))).toBe(false);
  });
});

it('isLocal knows loopback, and no name of another host', () => {
  expect(
    ['127.0.0.1', 'localhost', '::1', '192.0.2.1', 'example.org'].map((host) => isLocal(address(host))),
  ).toEqual([true, true, true, false, false]);
});
