import { describe, expect, it } from 'vitest';
import { removePort } from '../../../src/domain/guest-channel/remove-port.js';
import { waitFor } from '../../wait-for.js';
import { FakeMachine, type FakeMachineOptions, serialCard, serialPort } from './fake-machine.js';

const OURS = {
  ...serialCard('qgauge0-bus', { hotplugged: true }),
  ...serialPort('qgauge0', 'qgauge0-bus', { hotplugged: true }),
};

function remove(options: FakeMachineOptions, limits: { signal?: AbortSignal; deadlineMs?: number } = {}) {
  const machine = new FakeMachine({ chardevs: ['qgauge0'], ...options });
  const { reach, guest } = machine.controlled();
  return { machine, guest, done: removePort(reach, { unplugMs: 20, ...limits }) };
}

describe('a port that is unplugged', () => {
  it('takes its character device and its card with it, and is on record', async () => {
    const { machine, guest, done } = remove({ objects: OURS });
    const removed = ['port qgauge0', 'character device qgauge0', 'card qgauge0-bus'];
    expect(await done).toEqual({ removed, pendingCard: undefined });
    expect({ devices: machine.devices, chardevs: machine.chardevs }).toEqual({ devices: [], chardevs: [] });
    expect(guest.records).toMatchObject([{ verb: 'removeChannelPort', result: 'done' }]);
  });

  it('leaves a card that has another port, or that QEMU was started with', async () => {
    const agent = serialPort('agent', 'qgauge0-bus', { name: 'org.qemu.guest_agent.0', nr: 2 });
    const shared = remove({ objects: { ...OURS, ...agent } });
    expect(await shared.done).toEqual({
      removed: ['port qgauge0', 'character device qgauge0'],
      pendingCard: undefined,
    });
    expect(shared.machine.devices).toEqual(['qgauge0-bus', 'agent']);
    const started = remove({
      objects: { ...serialCard('vs0'), ...serialPort('mine', 'vs0') },
      chardevs: ['mine'],
    });
    expect((await started.done).removed).toEqual([
      'port mine, which QEMU was started with',
      'character device mine',
    ]);
    expect(started.machine.devices).toEqual(['vs0']);
  });

  it.each([
    ['in the time for it', {}],
    ['by the deadline', { deadlineMs: 500, unplugMs: 60_000 }],
  ])('says that the guest keeps its card %s, and finds that later', async (_, limits) => {
    const { machine, done } = remove({ objects: OURS, keeps: ['qgauge0-bus'] }, limits);
    expect(await done).toMatchObject({ pendingCard: 'qgauge0-bus' });
    expect(machine.devices).toEqual(['qgauge0-bus']);
    const later = remove({ objects: serialCard('qgauge0-bus', { hotplugged: true }) });
    expect((await later.done).removed).toEqual(['card qgauge0-bus']);
  });

  it('says what was done when it is interrupted while the guest keeps the card', async () => {
    const ending = new AbortController();
    const limits = { signal: ending.signal, unplugMs: 60_000 };
    const { machine, guest, done } = remove({ objects: OURS, keeps: ['qgauge0-bus'] }, limits);
    const ended = expect(done).rejects.toMatchObject({
      code: 'ERR_CONTROL',
      message: expect.stringMatching(
        /^web: removeChannelPort: it was aborted; changed: device_del .*; to undo it: the guest has the card qgauge0-bus until/,
      ),
    });
    await waitFor(() => expect(machine.changes).toContain('device_del qgauge0-bus'));
    ending.abort();
    await ended;
    expect(guest.records).toMatchObject([{ result: 'aborted' }]);
  });

  it('is only printed in a dry run', async () => {
    const machine = new FakeMachine({ objects: OURS, chardevs: ['qgauge0'] });
    const { reach, guest } = machine.controlled({ isDry: true });
    await removePort(reach);
    expect(guest.printed).toEqual([
      'device_del {"id":"qgauge0"}',
      'chardev-remove {"id":"qgauge0"}',
      'device_del {"id":"qgauge0-bus"}',
    ]);
    expect(machine.changes).toEqual([]);
  });

  it('is refused where there is none, and says what was unplugged when QEMU refuses', async () => {
    const none = remove({ objects: serialCard('qgauge0-bus') });
    await expect(none.done).rejects.toMatchObject({
      code: 'ERR_CONTROL_REFUSED',
      message: 'web: it has no port org.qgauge.0',
    });
    const kept = remove({
      objects: OURS,
      refuses: { 'chardev-remove qgauge0': "Chardev 'qgauge0' is busy" },
    });
    await expect(kept.done).rejects.toThrow(
      /failed: Chardev 'qgauge0' is busy.*; changed: device_del {"id":"qgauge0"}; to undo it: qgauge guest-channel add web --control/,
    );
  });
});
