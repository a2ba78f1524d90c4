import { expect, it } from 'vitest';
import { displayUris } from '../../../src/formats/domain/display-uri.js';
import type { DisplayServer } from '../../../src/model/qemu-sample.js';

function server(
  type: DisplayServer['type'],
  address: string,
  more: Partial<DisplayServer> = {},
): DisplayServer {
  return { type, id: undefined, address, isWebsocket: false, isTls: false, ...more };
}

it.each([
  ['a display of VNC', [server('vnc', '127.0.0.1:5901')], ['vnc://127.0.0.1:1']],
  ['one on all addresses', [server('vnc', '0.0.0.0:5900')], ['vnc://localhost:0']],
  ['one on all addresses of IPv6', [server('vnc', '[::]:5902')], ['vnc://localhost:2']],
  ['an address of IPv6', [server('vnc', '[::1]:5900')], ['vnc://[::1]:0']],
  ['a socket', [server('vnc', '/run/web.vnc')], ['vnc+unix:///run/web.vnc']],
  ['a socket with a number at its end', [server('vnc', '/run/web:5900')], ['vnc+unix:///run/web:5900']],
  ['SPICE', [server('spice', '127.0.0.1:5930')], ['spice://127.0.0.1:5930']],
  [
    'SPICE with TLS too',
    [server('spice', 'h:5930'), server('spice', 'h:5931', { isTls: true })],
    ['spice://h:5930?tls-port=5931'],
  ],
  ['SPICE with TLS alone', [server('spice', 'h:5931', { isTls: true })], ['spice://h?tls-port=5931']],
  ['SPICE on a socket', [server('spice', '/run/web.spice')], ['spice+unix:///run/web.spice']],
  [
    'VNC before SPICE, and no websocket',
    [
      server('spice', 'h:5930'),
      server('vnc', 'h:5700', { isWebsocket: true }),
      server('vnc', 'h:5900'),
      server('vnc', 'h:5901'),
    ],
    ['vnc://h:0', 'vnc://h:1', 'spice://h:5930'],
  ],
  ['none', [], []],
])('prints the address of %s', (_, servers, uris) => {
  expect(displayUris({ servers })).toEqual(uris);
});
