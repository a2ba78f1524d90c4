import { describe, expect, it } from 'vitest';
import { addPort } from '../../../src/domain/guest-channel/add-port.js';
import { waitFor } from '../../wait-for.js';
import { controlReach } from '../control/control-reach.js';
import { FakeMachine, type FakeMachineOptions, I440FX, serialCard } from './fake-machine.js';

const LOST = new Error('the connection was closed');
const WISH = { way: 'connect', path: '/run/web.sock' } as const;

interface Limits {
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
}

function add(options: FakeMachineOptions = {}, limits: Limits = {}, path: string = WISH.path) {
  const machine = new FakeMachine(options);
  const { reach, guest } = machine.controlled();
  const done = addPort(reach, { ...WISH, path }, limits);
  return { machine, guest, done };
}

describe('a port that is plugged in', () => {
  it('is read back, and is on record', async () => {
    const { machine, guest, done } = add();
    expect(await done).toMatchObject({
      port: { name: 'org.qgauge.0', number: 1, chardev: 'qgauge0', isHotplugged: true },
      ...{ bus: 'qgauge0-bus.0', card: 'qgauge0-bus', isSetUp: true },
      filename: 'disconnected:unix:/run/qgauge0.sock,server=on',
    });
    expect(machine.changes).toEqual(['chardev-add qgauge0', 'device_add qgauge0-bus', 'device_add qgauge0']);
    expect(guest.records).toMatchObject([{ verb: 'addChannelPort', result: 'done' }]);
    expect(guest.records[0]?.steps).toHaveLength(3);
  });

  it('is written as options of QEMU, in which a comma is doubled', async () => {
    expect((await add({}, {}, "/run/a,b's.sock").done)?.options).toEqual([
      "-chardev 'socket,id=qgauge0,path=/run/a,,b'\\''s.sock,server=on,wait=off'",
      '-device virtio-serial-pci,id=qgauge0-bus,bus=pci.0,addr=5.0',
      '-device virtserialport,id=qgauge0,bus=qgauge0-bus.0,chardev=qgauge0,name=org.qgauge.0,nr=1',
    ]);
  });

  it('stays where no driver has taken the card by the deadline, and where the guest does not run', async () => {
    const late = add({ hasNoDriver: true }, { deadlineMs: 500 });
    expect(await late.done).toMatchObject({ isSetUp: false });
    expect(late.machine.devices).toEqual(['qgauge0-bus', 'qgauge0']);
    expect(await add({ hasNoDriver: true, isStopped: true }).done).toMatchObject({ isSetUp: undefined });
  });

  it('is only printed in a dry run', async () => {
    const machine = new FakeMachine();
    const { reach, guest } = machine.controlled({ isDry: true });
    expect(await addPort(reach, WISH)).toBeUndefined();
    expect(guest.printed.map((step) => step.split(' ')[0])).toEqual([
      'chardev-add',
      'device_add',
      'device_add',
    ]);
    expect(machine.changes).toEqual([]);
  });

  it('waits until a call of another program has ended', async () => {
    const { reach, guest } = new FakeMachine().controlled();
    let end: () => void = () => undefined;
    const other = guest.control.call('suspend', {}, () => new Promise<void>((resolve) => (end = resolve)));
    const waits = addPort(reach, WISH, { deadlineMs: 50 });
    await expect(waits).rejects.toMatchObject({ code: 'ERR_CONTROL_TURN' });
    end();
    await other;
  });
});

describe('half of a port', () => {
  it('is undone when QEMU refuses the rest', async () => {
    const why = 'virtio-serial-bus: A port already exists by name org.qgauge.0';
    const { machine, done } = add({ refuses: { 'device_add qgauge0': why } });
    await expect(done).rejects.toMatchObject({
      code: 'ERR_CONTROL',
      message: expect.stringContaining(`failed: ${why}`),
      aftermath: {
        ...{ changed: [], uncertain: [], advice: [] },
        undone: [expect.stringContaining('chardev-add'), expect.stringContaining('device_add')],
      },
    });
    expect(machine.changes.slice(3)).toEqual(['device_del qgauge0-bus', 'chardev-remove qgauge0']);
    expect({ devices: machine.devices, chardevs: machine.chardevs }).toEqual({ devices: [], chardevs: [] });
  });

  it.each([
    ['no', { refuses: { 'query-chardev': 'no' } }],
    ['QEMU has accepted the port, and does not show it', { showsNoPort: true }],
  ])('is undone as a whole when it cannot be read back: %s', async (why, options) => {
    const { machine, done } = add(options);
    await expect(done).rejects.toThrow(why);
    await expect(done).rejects.toThrow('nothing is changed');
    expect({ devices: machine.devices, chardevs: machine.chardevs }).toEqual({ devices: [], chardevs: [] });
  });

  it('leaves what QEMU has refused alone: it may be of somebody else', async () => {
    const { machine, done } = add({
      objects: { ...I440FX, ...serialCard('vs0') },
      refuses: { 'chardev-add qgauge0': 'Failed to bind socket to /run/web.sock: Permission denied' },
    });
    await expect(done).rejects.toThrow('Permission denied (GenericError); nothing is changed');
    expect(machine.changes).toEqual(['chardev-add qgauge0']);
  });

  it('is undone when the guest lets go of its card a moment later', async () => {
    const { machine, done } = add({ refuses: { 'device_add qgauge0': 'no' }, keeps: ['qgauge0-bus'] });
    const failed = expect(done).rejects.toThrow('no (GenericError); undone again: chardev-add');
    await waitFor(() => expect(machine.changes).toContain('device_del qgauge0-bus'));
    machine.release('qgauge0-bus');
    await failed;
    await expect(done).rejects.toMatchObject({ aftermath: { changed: [] } });
  });

  it('is named where it stays', async () => {
    const options = { refuses: { 'device_add qgauge0': 'no' }, keeps: ['qgauge0-bus'] };
    const { done } = add(options, { deadlineMs: 500 });
    await expect(done).rejects.toMatchObject({
      aftermath: {
        changed: [expect.stringContaining('device_add {"driver":"virtio-serial-pci","id":"qgauge0-bus"')],
        undone: [expect.stringContaining('chardev-add')],
        advice: ['the guest has qgauge0-bus until it lets go of it, which it was asked to'],
      },
    });
    const { done: cut } = add({
      refuses: { 'device_add qgauge0': LOST, 'device_del qgauge0': LOST, 'chardev-remove qgauge0': LOST },
    });
    await expect(cut).rejects.toMatchObject({
      message: expect.stringContaining(LOST.message),
      aftermath: {
        changed: [expect.stringContaining('chardev-add')],
        uncertain: [expect.stringContaining('device_add {"driver":"virtserialport"')],
        advice: ['device_del {"id":"qgauge0"}', 'chardev-remove {"id":"qgauge0"}'],
      },
    });
  });

  it('is undone when it is interrupted', async () => {
    const early = add({}, { signal: AbortSignal.abort(new Error('interrupted')) });
    await expect(early.done).rejects.toThrow('interrupted');
    expect(early.machine.changes).toEqual([]);
    const ending = new AbortController();
    const { machine, guest, done } = add({ hasNoDriver: true }, { signal: ending.signal });
    const ended = expect(done).rejects.toThrow('enough');
    await waitFor(() => expect(machine.changes).toContain('device_add qgauge0'));
    ending.abort(new Error('enough'));
    await ended;
    expect({ devices: machine.devices, chardevs: machine.chardevs }).toEqual({ devices: [], chardevs: [] });
    expect(guest.records).toMatchObject([{ result: 'aborted' }]);
  });
});

it('a port needs permission to change the guest', async () => {
  const { reach } = controlReach({});
  const { Control } = await import('../../../src/domain/control/control.js');
  const control = new Control({ ...reach, uuid: undefined, client: () => Promise.reject(LOST) }, undefined);
  await expect(addPort({ ...reach, control }, WISH)).rejects.toMatchObject({
    code: 'ERR_CONTROL_NOT_ALLOWED',
  });
});
