import { describe, expect, it } from 'vitest';
import { DestinationError, formatDestination, parseDestination } from '../../src/model/destination.js';

describe('parseDestination', () => {
  it.each([
    ['tcp', 'graphite:2003', { kind: 'tcp', host: 'graphite', port: 2003 }],
    ['udp', '192.0.2.7:1', { kind: 'udp', host: '192.0.2.7', port: 1 }],
    ['tcp', '[::1]:65535', { kind: 'tcp', host: '::1', port: 65535 }],
    ['tcp', '[fe80::1%eth0]:9', { kind: 'tcp', host: 'fe80::1%eth0', port: 9 }],
    ['file', 'figures.csv', { kind: 'file', path: 'figures.csv' }],
    ['file', '/dev/stderr', { kind: 'file', path: '/dev/stderr' }],
  ] as const)('reads a %s target %s', (kind, text, target) => {
    expect(parseDestination(kind, text)).toEqual(target);
  });

  const NET = 'write host:port, such as 192.0.2.7:9000';
  it.each([
    ['tcp', '', `'' is not a valid target for tcp: it is empty; ${NET}`],
    ['tcp', 'graphite', `'graphite' is not a valid target for tcp: it has no host and port; ${NET}`],
    ['udp', ':9000', `':9000' is not a valid target for udp: it has no host and port; ${NET}`],
    ['udp', '[]:9000', `'[]:9000' is not a valid target for udp: it has no host and port; ${NET}`],
    ['tcp', 'a:0', `'a:0' is not a valid target for tcp: '0' is not a port from 1 to 65535; ${NET}`],
    [
      'tcp',
      'a:65536',
      `'a:65536' is not a valid target for tcp: '65536' is not a port from 1 to 65535; ${NET}`,
    ],
    ['tcp', 'a:1e3', `'a:1e3' is not a valid target for tcp: '1e3' is not a port from 1 to 65535; ${NET}`],
    ['tcp', 'a:', `'a:' is not a valid target for tcp: '' is not a port from 1 to 65535; ${NET}`],
    [
      'tcp',
      '::1:9',
      `'::1:9' is not a valid target for tcp: an IPv6 address needs brackets, [::1]:9000; ${NET}`,
    ],
    ['tcp', 'tcp://a:9', `'tcp://a:9' is not a valid target for tcp: it is a path or URL; ${NET}`],
    ['tcp', 'a b:9', `'a b:9' is not a valid target for tcp: it has no host and port; ${NET}`],
    ['file', '', "'' is not a valid target for file: it is empty; write a path, such as /var/log/qgauge.csv"],
    [
      'file',
      '/x/',
      "'/x/' is not a valid target for file: it is a directory; write a path, such as /var/log/qgauge.csv",
    ],
    [
      'file',
      'a\0',
      "'a?' is not a valid target for file: a path cannot contain NUL; write a path, such as /var/log/qgauge.csv",
    ],
  ] as const)('refuses a %s target %j', (kind, text, message) => {
    expect(() => parseDestination(kind, text)).toThrow(DestinationError);
    expect(() => parseDestination(kind, text)).toThrow(message);
  });

  it('is the reverse of formatDestination', () => {
    for (const text of ['graphite:2003', '[::1]:9']) {
      const target = parseDestination('tcp', text);
      expect(target.kind === 'file' ? '' : formatDestination(target)).toBe(text);
    }
  });
});
