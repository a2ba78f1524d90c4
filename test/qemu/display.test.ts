import { describe, expect, it } from 'vitest';
import { readDisplay } from '../../src/qemu/display.js';
import { commandError, fakeQemu, qemuWith, recordedQemu } from './fake-qemu.js';

const BOTH = { vnc: true, spice: true };
const NO_VNC = { enabled: false };
const NO_SPICE = { migrated: false, enabled: false, 'mouse-mode': 'client' };

describe('readDisplay', () => {
  it.each([
    ['qemu-7.2', '127.0.0.1:5907'],
    ['qemu-10.0', '127.0.0.1:5908'],
  ] as const)('finds the VNC server of a recorded %s', async (version, address) => {
    expect(await readDisplay(recordedQemu(version), BOTH)).toEqual({ type: 'vnc', address });
  });

  it.each([
    ['IPv4', { enabled: true, host: '0.0.0.0', service: '5900' }, '0.0.0.0:5900'],
    ['IPv6', { enabled: true, family: 'ipv6', host: '::1', service: '5901' }, '[::1]:5901'],
    ['a unix socket', { enabled: true, family: 'unix', host: '/run/vnc.sock', service: '' }, '/run/vnc.sock'],
  ])('shows VNC on %s', async (_, vnc, address) => {
    const qmp = qemuWith({ 'query-vnc': vnc, 'query-spice': NO_SPICE });
    expect(await readDisplay(qmp, BOTH)).toEqual({ type: 'vnc', address });
  });

  it.each([
    ['a port', { enabled: true, host: '127.0.0.1', port: 5930, 'tls-port': 5931 }, '127.0.0.1:5930'],
    ['a TLS port alone', { enabled: true, host: '127.0.0.1', 'tls-port': 5931 }, '127.0.0.1:5931'],
    ['IPv6', { enabled: true, host: '::', port: 5930 }, '[::]:5930'],
  ])('shows SPICE on %s', async (_, spice, address) => {
    const qmp = qemuWith({ 'query-vnc': NO_VNC, 'query-spice': spice });
    expect(await readDisplay(qmp, BOTH)).toEqual({ type: 'spice', address });
  });

  it('is null where the guest is shown nowhere', async () => {
    expect(await readDisplay(qemuWith({ 'query-vnc': NO_VNC, 'query-spice': NO_SPICE }), BOTH)).toBeNull();
  });

  it('is null for a server that is on and says no address', async () => {
    const qmp = qemuWith({ 'query-vnc': { enabled: true, clients: [] }, 'query-spice': NO_SPICE });
    expect(await readDisplay(qmp, BOTH)).toBeNull();
  });

  it('does without a server that was not built in', async () => {
    const spice = { enabled: true, host: 'h', port: 1 };
    expect(await readDisplay(qemuWith({}), BOTH)).toBeNull();
    expect(await readDisplay(qemuWith({ 'query-spice': spice }), BOTH)).toEqual({
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
