import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { freePort } from '../free-port.js';
import { connectRaw, type RawClient } from './raw-client.js';
import {
  MOCK_VERSION,
  readsOnAfterNesting,
  skipsRealQemu,
  startRealQemu,
  withoutJsonPlace,
} from './real-qemu.js';

const BALLOON = '/machine/peripheral/balloon0';

describe.skipIf(skipsRealQemu)('beside a real QEMU, the mock', () => {
  it('greets in the same shape', async () => {
    const [real, mock] = await both(NO_MACHINE, { balloon: 'none' }, (client) => client.lines(1));
    expect(withoutBuild(mock.join())).toBe(withoutBuild(real.join()));
  });

  it('prints the same when pretty', async () => {
    const conversation = async (client: RawClient) => {
      client.write(
        '{"execute":"qmp_capabilities"}{"execute":"query-name","id":{"b":[],"a":{},"c":[1,{"d":"\xc3\xa9"}]}}',
      );
      client.write('{"execute":"nope","id":"end"}');
      return client.take((text) => text.includes('"end"') && text.endsWith('\r\n}\r\n'));
    };
    const options = { balloon: 'none', name: '', pretty: true } as const;
    const [real, mock] = await both(NO_MACHINE, options, conversation, '-qmp-pretty');
    expect(withoutBuild(mock)).toBe(withoutBuild(real));
  });

  it('answers what comes before the negotiation in the same words', async () => {
    await expectSame(NO_MACHINE, { ...PLAIN, name: '' }, UNNEGOTIATED);
  });

  it('carries out what is asked out of band in the same words', async () => {
    await expectSame(NO_MACHINE, { ...PLAIN, name: '' }, [...UNNEGOTIATED.slice(0, -2), ...OUT_OF_BAND]);
  });

  it('answers what it cannot read in the same words', async () => {
    await expectSame(NO_MACHINE, { ...PLAIN, name: '' }, [NEGOTIATE, ...UNREADABLE]);
  });

  it('refuses commands and arguments in the same words', async () => {
    await expectSame(NO_MACHINE, { ...PLAIN, name: '' }, [NEGOTIATE, ...REFUSED]);
  });

  it('shows the same balloon, without a driver, and refuses the same values', async () => {
    const args = ['-machine', 'q35', '-m', '64', '-device', 'virtio-balloon-pci,id=balloon0'];
    const options = { driver: 'none', status: 'prelaunch', memoryBytes: 64 * 1024 * 1024 } as const;
    await expectSame(args, options, [NEGOTIATE, ...BALLOON_REQUESTS]);
  });

  it('shows the same balloon without an id', async () => {
    const devices = ['-device', 'virtio-serial-pci', '-device', 'virtio-balloon-pci'];
    const device = '/machine/peripheral-anon/device[1]';
    await expectSame(['-machine', 'q35', '-m', '64', ...devices], { ...PLAIN, balloon: 'anonymous' }, [
      NEGOTIATE,
      get(device, 'type'),
      get(device, 'virtio-backend'),
      list('/machine/peripheral'),
      list('/machine/peripheral-anon'),
    ]);
  });

  it('shows the same balloon on a microvm', async () => {
    const args = ['-machine', 'microvm', '-m', '64', '-device', 'virtio-balloon-device,id=balloon0'];
    await expectSame(args, { ...PLAIN, balloon: 'mmio', driver: 'none' }, [
      NEGOTIATE,
      list('/machine/peripheral'),
      get(BALLOON, 'type'),
      get(BALLOON, 'virtio-backend'),
      get(BALLOON, 'guest-stats'),
      set(BALLOON, 'guest-stats-polling-interval', '-1'),
    ]);
  });

  it('shows the same NIC', async () => {
    const nic = '/machine/peripheral/net0';
    const devices = [
      '-netdev',
      'hubport,id=n0,hubid=0',
      '-device',
      'virtio-net-pci,id=net0,netdev=n0,romfile=',
    ];
    const args = ['-machine', 'q35', '-m', '64', ...devices];
    await expectSame(args, { ...PLAIN, nics: [{ id: 'net0', mac: '52:54:00:12:34:56', netdev: 'n0' }] }, [
      NEGOTIATE,
      list('/machine/peripheral'),
      get(nic, 'mac'),
      get(nic, 'netdev'),
      get(nic, 'type'),
      get('/machine/peripheral', 'net0'),
      set(nic, 'mac', '"52:54:00:00:00:01"'),
      set('/machine/peripheral', 'net0', '1'),
    ]);
  });

  it('goes through the same states', async () => {
    const args = ['-machine', 'q35', '-m', '64'];
    const commands = ['stop', 'cont', 'cont', 'stop', 'system_reset', 'cont', 'system_reset'];
    const requests = commands.flatMap((command) => [execute(command), execute('query-status')]);
    await expectSame(args, { ...PLAIN }, [NEGOTIATE, execute('query-status'), ...requests]);
  });

  it('answers about a machine in the same shape', async () => {
    const identity = ['-name', 'probe', '-uuid', '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486'];
    const args = ['-machine', 'q35', '-m', '64', '-smp', '3', '-object', 'iothread,id=io0', ...identity];
    const iothreads = [{ id: 'io0', threadId: 4711 }];
    const options = {
      ...PLAIN,
      name: 'probe',
      uuid: '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486',
      vcpus: 3,
      iothreads,
    };
    const queries = [
      'name',
      'uuid',
      'version',
      'cpus-fast',
      'iothreads',
      'memory-size-summary',
      'vnc',
      'block',
    ];
    const requests = queries.map((query) => execute(`query-${query}`));
    await expectSame(args, options, [NEGOTIATE, ...requests]);
  });

  it('shows disks and their counters in the same shape', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'disk-'));
    const file = join(directory, 'disk.raw');
    await writeFile(file, '');
    await truncate(file, 1024 * 1024);
    const drive = `if=none,id=drive0,format=raw,node-name=drive0-node,file=${file}`;
    const args = [
      '-machine',
      'q35',
      '-m',
      '64',
      '-drive',
      drive,
      '-device',
      'virtio-blk-pci,id=disk0,drive=drive0',
    ];
    const disk = { id: 'disk0', device: 'drive0', nodeName: 'drive0-node', format: 'raw' } as const;
    const [real, mock] = await both(args, { ...PLAIN, disks: [disk] }, keysOfDisks);
    await rm(directory, { recursive: true });
    for (const [index, keys] of mock.entries()) expect(keys).toEqual(real[index]);
  });

  it('refuses a request that is not a WebSocket handshake in the same words', async () => {
    const port = await freePort();
    const chardev = `socket,id=m,host=127.0.0.1,port=${port},server=on,wait=off,websocket=on`;
    const args = [...NO_MACHINE, '-chardev', chardev, '-mon', 'chardev=m,mode=control'];
    await using _real = await startRealQemu(args, '-qmp');
    await using mock = await startMockQemu({ listen: 'ws://127.0.0.1:0/' });
    const mockAddress = mock.address.replace(/^ws:\/\/(.*)\/$/, 'tcp:$1');
    for (const request of NO_WEBSOCKETS) {
      const heard = [`tcp:127.0.0.1:${port}`, mockAddress].map(async (address) => {
        await using client = await connectRaw(address);
        client.write(request);
        return (await client.end()).replace(/^Date: .*$/m, 'Date');
      });
      const [ofReal, ofMock] = await Promise.all(heard);
      expect(ofMock, request).toBe(ofReal);
    }
  });

  it('closes a WebSocket in the same way', async () => {
    const goodbye = async (client: RawClient) => {
      await client.negotiate();
      client.write('{"execute":"quit","id":1}');
      return client.end();
    };
    const [real, mock] = await both(NO_MACHINE, { balloon: 'none' }, goodbye);
    expect(withoutTime(mock)).toBe(withoutTime(real));
  });
});

const NO_MACHINE = ['-machine', 'none'];
const PLAIN = {
  status: 'prelaunch',
  memoryBytes: 64 * 1024 * 1024,
  disks: [],
  nics: [],
  balloon: 'none',
} as const;
const NEGOTIATE = '{"execute":"qmp_capabilities","id":1}';

function execute(command: string, args = '{}'): string {
  return `{"execute":"${command}","arguments":${args},"id":"x"}`;
}

function list(path: string): string {
  return execute('qom-list', `{"path":"${path}"}`);
}

function get(path: string, property: string): string {
  return execute('qom-get', `{"path":"${path}","property":"${property}"}`);
}

function set(path: string, property: string, value: string): string {
  return execute('qom-set', `{"path":"${path}","property":"${property}","value":${value}}`);
}

const UNNEGOTIATED = [
  execute('query-name'),
  execute('no-such-command'),
  '[]',
  '{}',
  '{"id":5}',
  '{"a":1,"id":5}',
  '{"exec-oob":"query-name"}',
  execute('qmp_capabilities', '{"bogus":1}'),
  execute('qmp_capabilities', '{"enable":1}'),
  execute('qmp_capabilities', '{"enable":["bogus"]}'),
  NEGOTIATE,
  NEGOTIATE,
];

const HANDSHAKE =
  'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';

const NO_WEBSOCKETS = [
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /qmp HTTP/1.1\r\nHost: x\r\n\r\n',
  '{"execute":"qmp_capabilities"}\r\n\r\n',
  HANDSHAKE.replace('GET / ', 'GET /qmp '),
  HANDSHAKE.replace('GET', 'POST'),
  HANDSHAKE.replace('HTTP/1.1', 'HTTP/1.0'),
  HANDSHAKE.replace('Version: 13', 'Version: 8'),
  HANDSHAKE.replace('Host: x\r\n', ''),
  HANDSHAKE.replace('Upgrade: websocket', 'Upgrade: h2c'),
  HANDSHAKE.replace('Connection: Upgrade', 'Connection: keep-alive'),
  HANDSHAKE.replace('Upgrade\r\n', 'Upgrade\r\nSec-WebSocket-Protocol: qmp\r\n'),
];

const OUT_OF_BAND = [
  execute('qmp_capabilities', '{"enable":["oob","oob"]}'),
  '{"exec-oob":"yank","arguments":{"instances":[]},"id":1}',
  '{"exec-oob":"yank","arguments":{"instances":[]}}',
  '{"exec-oob":"yank","id":1}',
  '{"exec-oob":"migrate-recover","id":1}',
  '{"exec-oob":"query-name","id":1}',
  '{"exec-oob":"no-such-command","id":1}',
  '{"exec-oob":"qmp_capabilities","id":1}',
  '{"exec-oob":1,"id":1}',
  '{"exec-oob":"yank","bogus":1,"id":1}',
  '{"exec-oob":"yank","execute":"query-name","id":1}',
  '{"execute":"yank","arguments":{"instances":[]},"id":1}',
  NEGOTIATE,
];

const UNREADABLE = [
  ...[
    '1',
    'true',
    '"text"',
    '[1]',
    'null',
    '\xff',
    '\xff\xff',
    '@',
    '\x00',
    'foo',
    'foo1 ',
    '}',
    ']',
    '{]',
    '{[}]',
  ],
  ...['{"execute" "x"}', '{"execute":}', '{"execute":"query-name",}', '{"execute":"query-name"]', '{1:2}'],
  '{"execute":"query-name" "id":1}',
  ...[
    '[1,]',
    '[1 2]',
    '01',
    '-',
    '-}',
    '1.}',
    '1.5',
    '1e5',
    '1ex',
    '-0',
    '.5',
    '+1',
    "'it\\'s'",
    '%d',
    '{%d:1}',
  ],
  ...[
    '"\\u00e9"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '"\\ude00x"',
    '"\\ud800\\u0041"',
    '"\\u12"',
    '"\\q"',
    '"a\nb"',
  ],
  ...[
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001{[}],:"',
    '"\\\\"',
    '"\\""',
    'null',
    '"\\ufffe"',
    '"\\ufdd0"',
    '"\\u0000"',
    '"\xff"',
    '"\xc3"',
    '"\x7f"',
  ].map((text) => `{"execute":"query-name","id":${text}}`),
  ...['9223372036854775808', '18446744073709551615', '18446744073709551616', '-9223372036854775809'].map(
    (number) => `{"execute":"query-name","id":${number}}`,
  ),
  ...['0.1', '1.0', '1e3', '1e30', '1e16', '1e17', '1e400', '-1.5e-9', '123456789.125', '1e-4', '1e-5'].map(
    (number) => `{"execute":"query-name","id":${number}}`,
  ),
  ...(readsOnAfterNesting ? [] : ['['.repeat(1025)]),
  '{"execute":"query-name","id":1,"id":2}',
  '{"execute":1}',
  '{"execute":"query-name","arguments":[]}',
  '{"execute":"query-name","bogus":1,"another":2}',
  '{"execute":"query-name","exec-oob":"query-name"}',
  '{"id":{"b":1,"a":2,"zz":3,"id":4,"":5,"\xc3\xa9":6},"execute":"query-name"}',
];

const REFUSED = [
  NEGOTIATE,
  execute('no-such-command'),
  execute('query-version', '{"bogus":1}'),
  execute('query-version', '{"bogus":1,"more":2,"and":3}'),
  execute('qom-get', '{}'),
  execute('qom-get', '{"path":"/machine"}'),
  execute('qom-get', '{"path":1,"property":"a"}'),
  execute('qom-get', '{"path":"/machine","bogus":"a"}'),
  execute('qom-get', '{"path":"/machine","property":"type","bogus":"a"}'),
  execute('qom-set', '{"path":"/machine","property":"x"}'),
  execute('qom-list'),
  list('/machine/nope'),
  list('/machine//peripheral/'),
  get('/machine/nope', 'x'),
  get('/machine', 'peripheral'),
  get('/machine/peripheral', 'nope'),
  set('/machine/nope', 'x', '1'),
  execute('query-balloon'),
  execute('balloon'),
  execute('balloon', '{"value":"x"}'),
  execute('balloon', '{"value":1.5}'),
  execute('balloon', '{"value":1}'),
  execute('query-blockstats', '{"query-nodes":1}'),
  execute('query-uuid', '{"x":null}'),
  execute('query-vnc'),
  execute('query-cpus-fast', '{"x":1}'),
];

const BALLOON_REQUESTS = [
  get(BALLOON, 'guest-stats'),
  get(BALLOON, 'guest-stats-polling-interval'),
  ...[
    '-1',
    '4294967295',
    '4294967296',
    '9223372036854775807',
    '9223372036854775808',
    '18446744073709551615',
  ].map((value) => set(BALLOON, 'guest-stats-polling-interval', value)),
  ...['1e3', '1.5', '1.0', 'true', '"1"', 'null', '[]', '{}'].map((value) =>
    set(BALLOON, 'guest-stats-polling-interval', value),
  ),
  get(BALLOON, 'guest-stats-polling-interval'),
  set(BALLOON, 'guest-stats-polling-interval', '0'),
  set(`${BALLOON}/virtio-backend`, 'guest-stats-polling-interval', '-1'),
  set(BALLOON, 'guest-stats', '1'),
  set(BALLOON, 'nope', '1'),
  set(`${BALLOON}/virtio-backend`, 'nope', '1'),
  set(BALLOON, 'type', '1'),
  set(BALLOON, 'virtio-backend', '"x"'),
  set(BALLOON, 'deflate-on-oom', 'true'),
  get(BALLOON, 'nope'),
  get(BALLOON, 'type'),
  get(BALLOON, 'deflate-on-oom'),
  get(BALLOON, 'free-page-reporting'),
  get(BALLOON, 'free-page-hint'),
  get(BALLOON, 'page-poison'),
  get(BALLOON, 'virtio-backend'),
  get(`${BALLOON}/virtio-backend`, 'guest-stats'),
  execute('balloon', '{"value":0}'),
  execute('balloon', '{"value":-1}'),
  execute('balloon', '{"value":1048576}'),
  execute('query-balloon'),
];

async function both<T>(
  args: readonly string[],
  options: MockQemuOptions,
  conversation: (client: RawClient) => Promise<T>,
  monitor: '-qmp' | '-qmp-pretty' = '-qmp',
): Promise<[real: T, mock: T]> {
  await using real = await startRealQemu(args, monitor);
  await using mock = await startMockQemu({ version: MOCK_VERSION, ...options });
  const heard = [real, mock].map(async ({ address }) => {
    await using client = await connectRaw(address);
    return await conversation(client);
  });
  const [ofReal, ofMock] = await Promise.all(heard);
  if (ofReal === undefined || ofMock === undefined) throw new Error('a conversation is missing');
  return [ofReal, ofMock];
}

/** Sends each request to both, and compares all that comes back up to the answer of a request that marks the end. */
async function expectSame(args: readonly string[], options: MockQemuOptions, requests: readonly string[]) {
  const [real, mock] = await both(args, options, async (client) => {
    await client.lines(1);
    const answers = [];
    for (const request of requests) {
      client.write(`${request}\n{"execute":"end-of-answer","id":"end"}`);
      const text = await client.take((soFar) => soFar.includes('{"id": "end"') && soFar.endsWith('}\r\n'));
      answers.push([request, comparable(text)]);
    }
    return answers;
  });
  expect(mock).toEqual(real);
}

/** What differs from run to run: the time and thread ids. */
function comparable(text: string): string {
  return withoutTime(withoutJsonPlace(withoutBuild(text))).replace(/("thread-id": )\d{2,}/g, '$1N');
}

function withoutTime(text: string): string {
  return text.replace(/"seconds": \d+, "microseconds": \d+/g, 'TIME');
}

function withoutBuild(text: string): string {
  return text.replace(/("(micro|minor|major)": )\d+/g, '$1N').replace(/("package": )"[^"]*"/g, '$1P');
}

async function keysOfDisks(client: RawClient): Promise<unknown[]> {
  await client.negotiate();
  const answers = [
    await client.ask({ execute: 'query-block' }),
    await client.ask({ execute: 'query-blockstats' }),
  ];
  return answers.map((answer) => {
    const keys: string[] = [];
    const disks: { qdev?: string }[] = JSON.parse(answer).return;
    const disk = disks.find(({ qdev }) => qdev?.includes('disk0'));
    JSON.stringify(disk, (key, value: unknown) => {
      keys.push(key);
      return value;
    });
    return keys;
  });
}
