import { describe, expect, it } from 'vitest';
import { addPort } from '../../../src/domain/guest-channel/add-port.js';
import { planPort } from '../../../src/domain/guest-channel/plan-port.js';
import { portOptions } from '../../../src/domain/guest-channel/port-options.js';
import { FakeMachine, type FakeMachineOptions, I440FX, serialCard } from './fake-machine.js';

const VERSION = { major: 7, minor: 2, micro: 0, package: '' };
const LOST = new Error('the connection was closed');

async function add(options: FakeMachineOptions = {}, path = '/run/web.sock', signal?: AbortSignal) {
  const machine = new FakeMachine(options);
  const plan = await planPort(
    machine,
    { id: 'qgauge0', way: 'connect', path },
    { guest: 'web', version: VERSION },
  );
  const done = addPort(machine, plan, { guest: 'web', signal, unplugMs: 20 });
  return { machine, plan, done };
}

describe('a port that is plugged in', () => {
  it('is read back', async () => {
    const { machine, done } = await add();
    expect(await done).toMatchObject({
      port: { name: 'org.qgauge.0', number: 1, chardev: 'qgauge0', isHotplugged: true },
      filename: 'disconnected:unix:/run/qgauge0.sock,server=on',
    });
    expect(machine.changes).toEqual(['chardev-add qgauge0', 'device_add qgauge0-bus', 'device_add qgauge0']);
  });

  it('is written as options of QEMU, in which a comma is doubled', async () => {
    const { machine, plan, done } = await add({}, "/run/a,b's.sock");
    expect(await portOptions(machine, plan, (await done).port)).toEqual([
      "-chardev 'socket,id=qgauge0,path=/run/a,,b'\\''s.sock,server=on,wait=off'",
      '-device virtio-serial-pci,id=qgauge0-bus,bus=pci.0,addr=5.0',
      '-device virtserialport,id=qgauge0,bus=qgauge0-bus.0,chardev=qgauge0,name=org.qgauge.0,nr=1',
    ]);
  });
});

describe('half of a port', () => {
  it('is undone when QEMU refuses the rest', async () => {
    const why = 'virtio-serial-bus: A port already exists by name org.qgauge.0';
    const { machine, done } = await add({ refuses: { 'device_add qgauge0': why } });
    await expect(done).rejects.toThrow(
      `web: the port was not plugged in: ${why}; nothing is left of it in the machine`,
    );
    expect(machine.changes.slice(3)).toEqual(['device_del qgauge0-bus', 'chardev-remove qgauge0']);
    expect({ devices: machine.devices, chardevs: machine.chardevs }).toEqual({ devices: [], chardevs: [] });
  });

  it.each([
    ['no', { refuses: { 'query-chardev': 'no' } }],
    ['QEMU has accepted the port, and does not show it', { showsNoPort: true }],
  ])('is undone as a whole when it cannot be read back: %s', async (why, options) => {
    const { machine, done } = await add(options);
    await expect(done).rejects.toThrow(
      `web: the port was not plugged in: ${why}; nothing is left of it in the machine`,
    );
    expect({ devices: machine.devices, chardevs: machine.chardevs }).toEqual({ devices: [], chardevs: [] });
  });

  it('leaves what QEMU has refused alone: it may be of somebody else', async () => {
    const { machine, done } = await add({
      objects: { ...I440FX, ...serialCard('vs0') },
      refuses: { 'chardev-add qgauge0': 'Failed to bind socket to /run/web.sock: Permission denied' },
    });
    await expect(done).rejects.toThrow('Permission denied; nothing is left of it in the machine');
    expect(machine.changes).toEqual(['chardev-add qgauge0']);
  });

  it('is named where it stays', async () => {
    const { done } = await add({ refuses: { 'device_add qgauge0': 'no' }, keeps: ['qgauge0-bus'] });
    await expect(done).rejects.toThrow('no; the device qgauge0-bus goes when the guest has released it');
    const { done: cut } = await add({
      refuses: { 'device_add qgauge0': LOST, 'device_del qgauge0': LOST, 'chardev-remove qgauge0': LOST },
    });
    await expect(cut).rejects.toThrow(
      `not plugged in: ${LOST.message}; the device qgauge0 may be left (${LOST.message}); the character device qgauge0 may be left`,
    );
  });

  it('is undone when it is interrupted', async () => {
    const { machine, done } = await add({}, '/run/web.sock', AbortSignal.abort(new Error('interrupted')));
    await expect(done).rejects.toThrow('interrupted');
    expect(machine.changes).toEqual([]);
  });
});
