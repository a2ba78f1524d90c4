import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  AddressError,
  formatAddress,
  looksLikeAddress,
  parseAddress,
} from '../../../src/protocol/transport/address.js';
import { temporaryDirectory } from '../../temporary-directory.js';

describe('parseAddress', () => {
  it.each([
    ['unix:/run/vm1/qmp.sock', { type: 'unix', path: '/run/vm1/qmp.sock' }],
    ['/run/vm1/qmp.sock', { type: 'unix', path: '/run/vm1/qmp.sock' }],
    ['unix:/run/../run/vm1', { type: 'unix', path: '/run/vm1' }],
    ['unix:@vm1', { type: 'unix', path: '\0vm1' }],
    ['tcp:192.0.2.1:4444', { type: 'tcp', host: '192.0.2.1', port: 4444 }],
    ['tcp:[::1]:4444', { type: 'tcp', host: '::1', port: 4444 }],
    ['tcp::4444', { type: 'tcp', host: '127.0.0.1', port: 4444 }],
    ['tcp:h:065535', { type: 'tcp', host: 'h', port: 65_535 }],
  ])('reads %s', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  it('resolves a relative path against the working directory', () => {
    expect(parseAddress('./qmp.sock')).toEqual({ type: 'unix', path: `${process.cwd()}/qmp.sock` });
  });

  it('takes the name of a socket in the working directory, and of no other file', async () => {
    const before = process.cwd();
    const directory = await temporaryDirectory();
    const server = createServer().listen(join(directory, 'qmp.sock'));
    await once(server, 'listening');
    process.chdir(directory);
    try {
      expect(parseAddress('qmp.sock')).toEqual({ type: 'unix', path: join(directory, 'qmp.sock') });
      await writeFile('notes.txt', '');
      expect(() => parseAddress('notes.txt')).toThrow('write ./notes.txt for a socket in this directory');
      expect(['qmp.sock', 'notes.txt', './x', 'tcp:h', 'h:1', 'web'].map(looksLikeAddress)).toEqual([
        ...[true, false, true, true, true, false],
      ]);
    } finally {
      process.chdir(before);
      server.close();
    }
  });

  it.each([
    [
      'localhost:4444',
      "'localhost:4444' is not an address: it names neither a path nor a transport; write tcp:localhost:4444",
    ],
    [
      '[::1]:4444',
      "'[::1]:4444' is not an address: it names neither a path nor a transport; write tcp:[::1]:4444",
    ],
    ['', "'' is not an address: it is empty; write unix:/path, /path or tcp:host:port"],
    [
      'vm1',
      "'vm1' is not an address: it names neither a path nor a transport; write unix:/path, /path or tcp:host:port",
    ],
    [
      'ws://127.0.0.1:1',
      "'ws://127.0.0.1:1' is not an address: qgauge does not support this protocol; write unix:/path, /path or tcp:host:port",
    ],
    ['unix:', "'unix:' is not an address: the path is missing; write unix:/path, /path or tcp:host:port"],
    [
      'tcp:host',
      "'tcp:host' is not an address: expected a host and a port from 1 to 65535; write unix:/path, /path or tcp:host:port",
    ],
    [
      'tcp:h:0',
      "'tcp:h:0' is not an address: expected a host and a port from 1 to 65535; write unix:/path, /path or tcp:host:port",
    ],
    [
      'tcp:h:65536',
      "'tcp:h:65536' is not an address: expected a host and a port from 1 to 65535; write unix:/path, /path or tcp:host:port",
    ],
    [
      'a\u001b[2J',
      "'a?[2J' is not an address: it names neither a path nor a transport; write unix:/path, /path or tcp:host:port",
    ],
  ])('refuses %j', (text, message) => {
    expect(() => parseAddress(text)).toThrow(AddressError);
    expect(() => parseAddress(text)).toThrow(message);
  });
});

describe('formatAddress', () => {
  it.each(['unix:/run/vm1', 'unix:@vm1', 'tcp:192.0.2.1:4444', 'tcp:[::1]:4444'])(
    'writes %s as it was',
    (text) => {
      expect(formatAddress(parseAddress(text))).toBe(text);
    },
  );

  it('shows a line break in a path as a question mark', () => {
    expect(formatAddress({ type: 'unix', path: '/run/a\nb' })).toBe('unix:/run/a?b');
  });
});
