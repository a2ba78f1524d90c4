import type { Json } from '../wire/json.js';

/** The replies of a Linux guest's agent (qemu-ga 7.2) to the commands that the mock knows; without the host name. */
export const AGENT_REPLIES: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['guest-ping', {}],
  [
    'guest-get-osinfo',
    {
      name: 'Lab',
      'kernel-release': '6.1.0-56-cloud-amd64',
      'pretty-name': 'Lab Linux 1',
      'version-id': '1',
      'kernel-version': '#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)',
      machine: 'x86_64',
      id: 'lab',
    },
  ],
  [
    'guest-network-get-interfaces',
    [
      {
        name: 'lo',
        'ip-addresses': [
          { 'ip-address-type': 'ipv4', 'ip-address': '127.0.0.1', prefix: 8 },
          { 'ip-address-type': 'ipv6', 'ip-address': '::1', prefix: 128 },
        ],
        statistics: counters(0, 0),
        'hardware-address': '00:00:00:00:00:00',
      },
      {
        name: 'eth0',
        'ip-addresses': [
          { 'ip-address-type': 'ipv4', 'ip-address': '10.0.2.15', prefix: 24 },
          { 'ip-address-type': 'ipv6', 'ip-address': 'fe80::5054:ff:feaa:bb01', prefix: 64 },
        ],
        statistics: counters(426, 1076),
        'hardware-address': '52:54:00:aa:bb:01',
      },
      { name: 'eth1', 'hardware-address': '52:54:00:aa:bb:02' },
    ],
  ],
]);

/** Valid JSON of the wrong shape. */
export const WRONG_TYPE_REPLIES: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['guest-ping', 'pong'],
  ['guest-info', { version: 7, supported_commands: { 'guest-ping': true } }],
  ['guest-get-osinfo', { id: 42, name: ['Lab'], 'pretty-name': null, 'kernel-release': true }],
  ['guest-get-host-name', { 'host-name': { name: 'labguest' } }],
  [
    'guest-network-get-interfaces',
    [
      { name: 7, 'hardware-address': false, 'ip-addresses': '10.0.2.15' },
      {
        name: 'eth0',
        'ip-addresses': [{ 'ip-address-type': 'ipv9', 'ip-address': 10, prefix: 'x' }, null, 5],
      },
      null,
      'eth1',
    ],
  ],
]);

/** Clears the screen, sets the window title, reverses the text direction, ends the line and ends a C string. */
const CONTROL = '\x1b[2J\x1b]0;owned\x07\u202elabguest\u0085\r\n\x00\x9b31m"\\';

/** Well-formed replies whose strings would harm a terminal that prints them. */
export const CONTROL_CHARACTER_REPLIES: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...AGENT_REPLIES,
  ['guest-get-osinfo', { id: CONTROL, name: CONTROL, 'pretty-name': CONTROL, 'kernel-release': CONTROL }],
  ['guest-get-host-name', { 'host-name': CONTROL }],
  [
    'guest-network-get-interfaces',
    [
      {
        name: CONTROL,
        'hardware-address': `52:54:00:aa:bb:01${CONTROL}`,
        'ip-addresses': [{ 'ip-address-type': 'ipv4', 'ip-address': `10.0.2.15${CONTROL}`, prefix: 24 }],
      },
    ],
  ],
]);

function counters(received: number, transmitted: number): Json {
  return {
    'rx-bytes': received,
    'rx-packets': Math.ceil(received / 86),
    'rx-errs': 0,
    'rx-dropped': 0,
    'tx-bytes': transmitted,
    'tx-packets': Math.ceil(transmitted / 77),
    'tx-errs': 0,
    'tx-dropped': 0,
  };
}
