import { describe, expect, it } from 'vitest';
import { formatListenAddress, parseListenAddress } from '../../../mock-qemu/listen/listen-address.js';

const WANTED = 'expected unix:/path, /path, tcp:127.0.0.1:PORT or ws://127.0.0.1:PORT/';

describe('an address to listen on', () => {
  it.each([
    ['unix:/run/vm.sock', { type: 'unix', path: '/run/vm.sock' }, 'unix:/run/vm.sock'],
    ['/run/vm.sock', { type: 'unix', path: '/run/vm.sock' }, 'unix:/run/vm.sock'],
    ['unix:vm.sock', { type: 'unix', path: 'vm.sock' }, 'unix:vm.sock'],
    ['tcp:127.0.0.1:4444', { type: 'tcp', host: '127.0.0.1', port: 4444 }, 'tcp:127.0.0.1:4444'],
    ['tcp::0', { type: 'tcp', host: '127.0.0.1', port: 0 }, 'tcp:127.0.0.1:0'],
    ['tcp:[::1]:0', { type: 'tcp', host: '::1', port: 0 }, 'tcp:[::1]:0'],
    ['ws://127.0.0.1:0', { type: 'ws', host: '127.0.0.1', port: 0 }, 'ws://127.0.0.1:0/'],
    ['fd:3', { type: 'fd', fd: 3 }, 'fd:3'],
    ['ws://localhost:80/', { type: 'ws', host: 'localhost', port: 80 }, 'ws://localhost:80/'],
  ] as const)('may be %s', (text, address, formatted) => {
    expect(parseListenAddress(text)).toEqual(address);
    expect(formatListenAddress(address)).toBe(formatted);
  });

  it.each([
    '',
    'vm.sock',
    'unix:',
    'tcp:4444',
    'tcp:127.0.0.1:65536',
    'tcp:127.0.0.1:1/',
    'ws://a:1/qmp',
    'tcp:::1:5',
  ])('may not be %j', (text) => {
    expect(() => parseListenAddress(text)).toThrow(
      expect.objectContaining({ code: 'ERR_MOCK_ADDRESS', message: `cannot listen on '${text}': ${WANTED}` }),
    );
  });

  it('has a path of 107 bytes at most', () => {
    expect(parseListenAddress(`/${'é'.repeat(53)}`).type).toBe('unix');
    const path = `/x${'é'.repeat(53)}`;
    expect(() => parseListenAddress(path)).toThrow(
      `cannot listen on '${path}': the path has 108 bytes, more than the 107 of a UNIX socket; choose a shorter one`,
    );
  });
});
