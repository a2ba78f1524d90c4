import { describe, expect, it } from 'vitest';
import { readDisplay } from '../../src/qemu/display.js';
import { commandError, fakeQemu, qemuWith } from './fake-qemu.js';

const BOTH = { vnc: true, spice: true };
const NO_SPICE = { migrated: false, enabled: false, 'mouse-mode': 'client' };
const NOWHERE = { 'query-vnc-servers': [], 'query-spice': NO_SPICE };

/** A display of query-vnc-servers; QEMU lists its addresses backwards. */
function vncDisplay(server: readonly object[], more: object = {}): object {
  return { id: 'default', auth: 'none', clients: [], server, ...more };
}

function inet(host: string, service: string, more: object = {}): object {
  return {
    host,
    service,
    websocket: false,
    family: host.includes(':') ? 'ipv6' : 'ipv4',
    auth: 'none',
    ...more,
  };
}

const VNC = { type: 'vnc', id: 'default', isWebsocket: false, isTls: false };
const SPICE = { type: 'spice', id: undefined, isWebsocket: false, isTls: false };

describe('readDisplay', () => {
  it.each([
    ['IPv4', inet('0.0.0.0', '5900'), '0.0.0.0:5900'],
    ['IPv6', inet('::1', '5901'), '[::1]:5901'],
    [
      'a unix socket, whose path is the service',
      { host: '', service: '/run/vnc.sock', family: 'unix', websocket: false },
      '/run/vnc.sock',
    ],
  ])('shows VNC on %s', async (_, server, address) => {
    const qmp = qemuWith({ ...NOWHERE, 'query-vnc-servers': [vncDisplay([server])] });
    expect(await readDisplay(qmp, BOTH)).toEqual({
      type: 'vnc',
      address,
      servers: [{ ...VNC, address }],
    });
  });

  it.each<readonly [string, object, string, readonly string[]]>([
    ['a port', { host: '127.0.0.1', port: 5930 }, '127.0.0.1:5930', []],
    ['a port, and another one with TLS', { host: 'h', port: 5930, 'tls-port': 5931 }, 'h:5930', ['h:5931']],
    ['a TLS port alone', { host: '127.0.0.1', 'tls-port': 5931 }, '127.0.0.1:5931', ['127.0.0.1:5931']],
    ['IPv6', { host: '::', port: 5930 }, '[::]:5930', []],
    ['a unix socket, whose path is the host', { host: '/run/q.spice' }, '/run/q.spice', []],
  ])('shows SPICE on %s', async (_, spice, address, tls) => {
    const qmp = qemuWith({ ...NOWHERE, 'query-spice': { ...NO_SPICE, enabled: true, ...spice } });
    const plain = tls.includes(address) ? [] : [{ ...SPICE, address }];
    expect(await readDisplay(qmp, BOTH)).toEqual({
      type: 'spice',
      address,
      servers: [...plain, ...tls.map((at) => ({ ...SPICE, address: at, isTls: true }))],
    });
  });

  it('has the websocket of a display beside its address for viewers', async () => {
    const addresses = [inet('127.0.0.1', '5704', { websocket: true }), inet('127.0.0.1', '5904')];
    const qmp = qemuWith({ ...NOWHERE, 'query-vnc-servers': [vncDisplay(addresses)] });
    expect(await readDisplay(qmp, BOTH)).toEqual({
      type: 'vnc',
      address: '127.0.0.1:5904',
      servers: [
        { ...VNC, address: '127.0.0.1:5904' },
        { ...VNC, address: '127.0.0.1:5704', isWebsocket: true },
      ],
    });
  });

  it('knows that a display has TLS, also where its websocket says only what is inside of it', async () => {
    const addresses = [inet('::', '5704', { websocket: true }), inet('::', '5904', { auth: 'vencrypt' })];
    const display = vncDisplay(addresses, { auth: 'vencrypt', vencrypt: 'x509-none' });
    const qmp = qemuWith({ ...NOWHERE, 'query-vnc-servers': [display] });
    expect((await readDisplay(qmp, BOTH))?.servers.map(({ isTls }) => isTls)).toEqual([true, true]);
  });

  it('has the displays in the order of the command line, which QEMU lists backwards, and SPICE after VNC', async () => {
    const qmp = qemuWith({
      'query-vnc-servers': [
        vncDisplay([inet('h', '5909')]),
        vncDisplay([inet('h', '5907')], { id: 'two' }),
        vncDisplay([inet('h', '5903')], { id: 'one' }),
      ],
      'query-spice': { enabled: true, host: 'h', port: 5930 },
    });
    const display = await readDisplay(qmp, BOTH);
    expect(display?.address).toBe('h:5903');
    expect(display?.servers.map(({ id, address }) => [id, address])).toEqual([
      ['one', 'h:5903'],
      ['two', 'h:5907'],
      ['default', 'h:5909'],
      [undefined, 'h:5930'],
    ]);
  });

  it('shows the websocket where a display has nothing else', async () => {
    const qmp = qemuWith({
      ...NOWHERE,
      'query-vnc-servers': [vncDisplay([inet('h', '5704', { websocket: true })])],
    });
    expect((await readDisplay(qmp, BOTH))?.address).toBe('h:5704');
  });

  it.each([
    ['is shown nowhere', NOWHERE],
    ['waits for a viewer to be connected to', { ...NOWHERE, 'query-vnc-servers': [vncDisplay([])] }],
    [
      'has a server that says no address',
      { ...NOWHERE, 'query-vnc-servers': [vncDisplay([{}, { host: '' }])] },
    ],
    ['answers with something else', { 'query-vnc-servers': { enabled: true }, 'query-spice': [] }],
    ['was built without either', {}],
  ])('is null where the guest %s', async (_, replies) => {
    expect(await readDisplay(qemuWith(replies), BOTH)).toBeNull();
  });

  it('does without a server that was not built in', async () => {
    const spice = { enabled: true, host: 'h', port: 1 };
    expect(await readDisplay(qemuWith({ 'query-spice': spice }), BOTH)).toMatchObject({
      type: 'spice',
      address: 'h:1',
    });
  });

  it('asks for nothing that the machine cannot have', async () => {
    const asked: string[] = [];
    const qmp = fakeQemu((command) => asked.push(command));
    expect(await readDisplay(qmp, { vnc: false, spice: false })).toBeNull();
    expect(asked).toEqual([]);
  });

  it("passes on QEMU's other errors", async () => {
    const failure = commandError('GenericError', 'out of order');
    const qmp = fakeQemu(() => {
      throw failure;
    });
    await expect(readDisplay(qmp, BOTH)).rejects.toBe(failure);
  });
});
