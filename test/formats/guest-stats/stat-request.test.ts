import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStatRequest } from '../../../src/formats/guest-stats/stat-request.js';

it.each([
  ['guestlib.stat.get', 'text', ''],
  ['guestlib.stat.get   ', 'text', ''],
  ['guestlib.stat.get xml', 'xml', ''],
  ['guestlib.stat.get json  ', 'json', ''],
  ['guestlib.stat.get text resources ', 'text', 'resources'],
  ['guestlib.stat.get  resources', 'text', 'resources'],
  ['guestlib.stat.get yaml vscsi scsi0:0', 'yaml', 'vscsi scsi0:0'],
  ['guestlib.stat.get xml  host', 'xml', 'host'],
  ['guestlib.stat.get json vnet 00:0c:29:1e:23:f3 ', 'json', 'vnet 00:0c:29:1e:23:f3'],
])('"%s" asks in %s for "%s"', (request, encoding, name) => {
  expect(parseStatRequest(request)).toEqual({ encoding, name });
});

it.each([
  '',
  'guestlib.stat.getx',
  'guestlib.info.get 3',
  'guestlib.stat.get csv host',
  'guestlib.stat.get XML host',
  ' guestlib.stat.get text host',
  'guestlib.stat.get toString',
])('"%s" is not a request for statistics', (request) => {
  expect(parseStatRequest(request)).toBeUndefined();
});

it('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, begins) => {
      const request = parseStatRequest(begins ? `guestlib.stat.get ${text}` : text);
      expect(request?.name.trim()).toBe(request?.name);
    }),
  );
});
