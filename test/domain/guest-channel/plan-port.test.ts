import { describe, expect, it } from 'vitest';
import { type PortPlan, type PortWish, planPort } from '../../../src/domain/guest-channel/plan-port.js';
import { FakeMachine, type FakeMachineOptions, I440FX, q35, serialCard, serialPort } from './fake-machine.js';

const WISH: PortWish = { id: 'qgauge0', way: 'connect', path: '/run/web.sock' };

function plan(options: FakeMachineOptions = {}, wish: Partial<PortWish> = {}): Promise<PortPlan> {
  return planPort(new FakeMachine(options).controlled().reach, { ...WISH, ...wish });
}

describe('the plan of a port', () => {
  it('has a card where the machine has no bus: on i440fx, or in an empty root port', async () => {
    const card = (bus: string) => ({ driver: 'virtio-serial-pci', id: 'qgauge0-bus', bus });
    const data = { addr: { type: 'unix', data: { path: '/run/web.sock' } }, server: true, wait: false };
    expect(await plan()).toEqual({
      chardev: { id: 'qgauge0', backend: { type: 'socket', data } },
      card: card('pci.0'),
      port: {
        ...{ driver: 'virtserialport', id: 'qgauge0', bus: 'qgauge0-bus.0' },
        ...{ chardev: 'qgauge0', name: 'org.qgauge.0' },
      },
    });
    const objects = q35({ id: 'rp0', isTaken: true }, { id: 'rp1' }, { id: 'rp2' });
    expect((await plan({ objects })).card).toEqual(card('rp1'));
  });

  it('has the card in a bridge where all ports are taken, and never on a bus whose name is not its own', async () => {
    const bridge = { type: 'pcie-pci-bridge', values: {} };
    const bus = { type: 'PCI', values: { 'hotplug-handler': '/machine/unattached/device[2]' } };
    const anonymous = '/machine/peripheral-anon/device[0]';
    const named = '/machine/peripheral/br0';
    const ports = { ...q35({ id: 'rp0', isTaken: true }), [anonymous]: bridge };
    // As QEMU names it, which counts such buses apart from the machine's own.
    await expect(plan({ objects: { ...ports, [`${anonymous}/pcie.0`]: bus } })).rejects.toThrow(
      'no free PCI slot',
    );
    const own = { ...ports, [`${anonymous}/pci.1`]: bus };
    expect((await plan({ objects: own })).card).toMatchObject({ bus: 'pci.1' });
    const both = { ...own, [named]: bridge, [`${named}/br0`]: bus };
    expect((await plan({ objects: both })).card).toMatchObject({ bus: 'br0' });
  });

  it('takes a bus that has a free number', async () => {
    const objects = { ...I440FX, ...serialCard('full', { max_ports: 2 }), ...serialCard('vs0') };
    const agent = serialPort('agent', 'full', { name: 'org.qemu.guest_agent.0' });
    const { card, port } = await plan({ objects: { ...objects, ...agent } });
    expect({ bus: port.bus, card }).toEqual({ bus: 'vs0.0', card: undefined });
  });

  it('has QEMU connect again, in the words of its version', async () => {
    const backend = async (version: string) => (await plan({ version }, { way: 'listen' })).chardev;
    const data = (rest: object) => ({ backend: { data: { server: false, ...rest } } });
    for (const version of ['5.2', '7.2', '9.1']) {
      expect(await backend(version)).toMatchObject(data({ reconnect: 1 }));
      expect(JSON.stringify(await backend(version))).not.toContain('reconnect-ms');
    }
    for (const version of ['9.2', '10.0', '11.1']) {
      expect(await backend(version)).toMatchObject(data({ 'reconnect-ms': 1000 }));
      expect(JSON.stringify(await backend(version))).not.toContain('"reconnect"');
    }
  });

  it('is refused in a sentence that says what the machine lacks', async () => {
    const root = 'start QEMU with -device virtio-serial-pci, or with -device pcie-root-port,id=rp0';
    const slot = `and no free PCI slot that takes devices while it runs: ${root}`;
    await expect(plan({ objects: q35({ id: 'rp0', isTaken: true }) })).rejects.toThrow(
      `web: the machine has no virtio-serial bus, ${slot}`,
    );
    const fixed = {
      ...q35({ id: 'rp0' }),
      '/machine/peripheral/rp0': { type: 'pcie-root-port', values: { hotplug: false } },
    };
    await expect(plan({ objects: fixed })).rejects.toThrow(slot);
    await expect(plan({ objects: { ...q35(), ...serialCard('full', { max_ports: 1 }) } })).rejects.toThrow(
      `web: the machine has no free port on its virtio-serial bus, ${slot}`,
    );
    await expect(plan({ objects: {} })).rejects.toThrow(
      'web: the machine has no virtio-serial bus, and no PCI: start QEMU with -device virtio-serial-device',
    );
  });

  it('is refused where the name of the port or an id is taken', async () => {
    const taken = { ...I440FX, ...serialCard('vs0'), ...serialPort('mine', 'vs0') };
    await expect(plan({ objects: taken, chardevs: ['mine'] })).rejects.toThrow(
      'web: it has the port org.qgauge.0 already: mine at unix:/run/mine.sock,server=on',
    );
    await expect(plan({ chardevs: ['qgauge0'] })).rejects.toThrow(
      'web: it has a character device qgauge0 already: choose another id (--id)',
    );
    const ids = { ...I440FX, ...serialCard('qgauge0'), ...serialCard('qgauge0-bus') };
    await expect(plan({ objects: ids })).rejects.toThrow(
      'web: it has a device qgauge0 and a device qgauge0-bus already: choose another id (--id)',
    );
  });
});
