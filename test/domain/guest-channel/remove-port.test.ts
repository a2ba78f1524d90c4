import { describe, expect, it } from 'vitest';
import { removePort } from '../../../src/domain/guest-channel/remove-port.js';
import { FakeMachine, type FakeMachineOptions, serialCard, serialPort } from './fake-machine.js';

const OURS = {
  ...serialCard('qgauge0-bus', { hotplugged: true }),
  ...serialPort('qgauge0', 'qgauge0-bus', { hotplugged: true }),
};

async function remove(options: FakeMachineOptions) {
  const machine = new FakeMachine({ chardevs: ['qgauge0'], ...options });
  const done = removePort(machine, { guest: 'web', id: 'qgauge0', unplugMs: 20 });
  return { machine, done };
}

describe('a port that is unplugged', () => {
  it('takes its character device and its card with it', async () => {
    const { machine, done } = await remove({ objects: OURS });
    const removed = ['port qgauge0', 'character device qgauge0', 'card qgauge0-bus'];
    expect(await done).toEqual({ removed, pendingCard: undefined });
    expect({ devices: machine.devices, chardevs: machine.chardevs }).toEqual({ devices: [], chardevs: [] });
  });

  it('leaves a card that has another port, or that QEMU was started with', async () => {
    const agent = serialPort('agent', 'qgauge0-bus', { name: 'org.qemu.guest_agent.0', nr: 2 });
    const shared = await remove({ objects: { ...OURS, ...agent } });
    expect(await shared.done).toEqual({
      removed: ['port qgauge0', 'character device qgauge0'],
      pendingCard: undefined,
    });
    expect(shared.machine.devices).toEqual(['qgauge0-bus', 'agent']);
    const started = await remove({
      objects: { ...serialCard('vs0'), ...serialPort('mine', 'vs0') },
      chardevs: ['mine'],
    });
    expect((await started.done).removed).toEqual([
      'port mine, which QEMU was started with',
      'character device mine',
    ]);
    expect(started.machine.devices).toEqual(['vs0']);
  });

  it('says that the guest keeps its card, and finds that later', async () => {
    const { machine, done } = await remove({ objects: OURS, keeps: ['qgauge0-bus'] });
    expect(await done).toMatchObject({ pendingCard: 'qgauge0-bus' });
    expect(machine.devices).toEqual(['qgauge0-bus']);
    const later = await remove({ objects: serialCard('qgauge0-bus', { hotplugged: true }) });
    expect((await later.done).removed).toEqual(['card qgauge0-bus']);
  });

  it('is refused where there is none, and says what was unplugged when QEMU refuses', async () => {
    const none = await remove({ objects: serialCard('qgauge0-bus') });
    await expect(none.done).rejects.toThrow('web: it has no port org.qgauge.0');
    const kept = await remove({
      objects: OURS,
      refuses: { 'chardev-remove qgauge0': "Chardev 'qgauge0' is busy" },
    });
    await expect(kept.done).rejects.toThrow(
      "web: QEMU keeps the character device qgauge0: Chardev 'qgauge0' is busy; unplugged: port qgauge0",
    );
  });
});
