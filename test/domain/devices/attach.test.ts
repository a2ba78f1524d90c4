import { describe, expect, it } from 'vitest';
import { attach } from '../../../src/domain/devices/attach.js';
import { controlReach, refusal } from '../control/control-reach.js';

const ROOT = 'qom-list /machine/peripheral undefined';
const ANONYMOUS = 'qom-list /machine/peripheral-anon undefined';
const Q35 = { 'qom-get /machine type': 'pc-q35-7.2-machine' };
const PC = { 'qom-get /machine type': 'pc-i440fx-7.2-machine' };
const PCI = { 'device-list-properties': [{ name: 'addr' }, { name: 'multifunction' }] };
const STATUS = { 'query-status': { status: 'running', running: true } };
const DISK = {
  object: [{ 'qom-type': 'secret', id: 'key', data: 'sesame' }],
  blockdev: [{ driver: 'raw', 'node-name': 'node', file: {} }],
  device: { driver: 'virtio-blk-pci', id: 'data', drive: 'node' },
};
const FLAT = { 'set-action': {} };

/** A QEMU in which a device is listed once it was added. */
function machine(more: { readonly [command: string]: unknown } = {}) {
  const replies: { [command: string]: unknown } = {
    ...PCI,
    ...STATUS,
    ...PC,
    [ROOT]: [],
    [ANONYMOUS]: [],
    'query-named-block-nodes': [],
    'query-chardev': [],
    ...more,
  };
  const plug = (command: string, args?: object) => {
    const id: unknown = Object(args).id;
    if (command === 'device_add') replies[ROOT] = [{ name: id, type: 'child<virtio-blk-pci>' }];
    return {};
  };
  const regions = [{ address: 4096 }];
  const place = { bus: 0, slot: 0, function: 0 };
  const card = { ...place, bus: 1, qdev_id: 'data', regions };
  replies['query-pci'] = [{ devices: [{ ...place, pci_bridge: { devices: [card] } }] }];
  return { replies, plug };
}

describe('attach', () => {
  it('makes the backends first, and shows no secret', async () => {
    const { replies, plug } = machine(FLAT);
    const { reach, sent, guest } = controlReach(replies, plug);
    expect(await attach(reach, DISK)).toEqual({
      ...{ id: 'data', path: '/machine/peripheral/data', driver: 'virtio-blk-pci' },
      ...{ bus: undefined, isSetUp: true },
    });
    expect(sent).toEqual([
      ['object-add', DISK.object[0]],
      ['blockdev-add', DISK.blockdev[0]],
      ['device_add', DISK.device],
    ]);
    expect(JSON.stringify(guest.records)).not.toContain('sesame');
  });

  it.each([
    [
      'blockdev',
      { 'query-named-block-nodes': [{ 'node-name': 'node' }] },
      "a blockdev with the node-name 'node'",
    ],
    [
      'object',
      { 'qom-list /objects undefined': [{ name: 'key', type: 'child<secret>' }] },
      "an object with the id 'key'",
    ],
  ])(
    'refuses the name of a %s that is there: it would remove that when it fails',
    async (_, replies, what) => {
      const { reach, sent } = controlReach({ ...machine(FLAT).replies, ...replies });
      await expect(attach(reach, DISK)).rejects.toThrow(`web: it has ${what} already`);
      expect(sent).toEqual([]);
    },
  );

  it('keeps a device that the guest has not set up by the deadline', async () => {
    const { replies, plug } = machine(FLAT);
    replies['query-pci'] = [];
    const { reach, sent } = controlReach(replies, plug);
    expect(await attach(reach, DISK, { deadlineMs: 300 })).toMatchObject({ isSetUp: false });
    expect(sent).toHaveLength(3);
  });

  it('keeps one of which QEMU tells no more', async () => {
    const { replies, plug } = machine(FLAT);
    delete replies['query-pci'];
    const { reach } = controlReach(replies, plug);
    expect(await attach(reach, DISK)).toMatchObject({ id: 'data', isSetUp: undefined });
  });

  it('gives QEMU 5.2 the properties of an object apart', async () => {
    const { replies, plug } = machine();
    const { reach, sent } = controlReach(replies, plug);
    await attach(reach, DISK);
    expect(sent[0]).toEqual(['object-add', { 'qom-type': 'secret', id: 'key', props: { data: 'sesame' } }]);
  });

  it('takes back what it had made when the device is refused', async () => {
    const { replies, plug } = machine(FLAT);
    const { reach, sent } = controlReach(replies, (command, args) =>
      command === 'device_add' ? Promise.reject(refusal()) : plug(command, args),
    );
    await expect(attach(reach, DISK)).rejects.toMatchObject({
      aftermath: {
        changed: [],
        undone: [expect.stringContaining('object-add'), expect.stringContaining('blockdev-add')],
      },
    });
    expect(sent.slice(3)).toEqual([
      ['blockdev-del', { 'node-name': 'node' }],
      ['object-del', { id: 'key' }],
    ]);
  });

  it('says what it could not take back, and how to', async () => {
    const { replies, plug } = machine(FLAT);
    const { reach } = controlReach(replies, (command, args) =>
      ['device_add', 'blockdev-del'].includes(command) ? Promise.reject(refusal()) : plug(command, args),
    );
    await expect(attach(reach, DISK)).rejects.toMatchObject({
      aftermath: { advice: ['blockdev-del {"node-name":"node"}'] },
    });
  });

  it('prints its steps in a dry run, with the port that it would take', async () => {
    const port = '/machine/peripheral/rp1';
    const { replies } = machine({
      ...{ ...FLAT, ...Q35 },
      [ROOT]: [{ name: 'rp1', type: 'child<pcie-root-port>' }],
      [`qom-list ${port} undefined`]: [{ name: 'rp1', type: 'child<PCIE>' }],
      [`qom-get ${port}/rp1 hotplug-handler`]: port,
      [`qom-list ${port}/rp1 undefined`]: [{ name: 'hotplug-handler', type: 'link<hotplug-handler>' }],
    });
    const { reach, sent, guest } = controlReach(replies, undefined, { isDry: true });
    await attach(reach, DISK);
    expect(sent).toEqual([]);
    expect(guest.printed).toEqual([
      'object-add {"qom-type":"secret","id":"key","data":"***"}',
      'blockdev-add {"driver":"raw","node-name":"node","file":{}}',
      'device_add {"driver":"virtio-blk-pci","id":"data","drive":"node","bus":"rp1"}',
    ]);
  });

  it('refuses a q35 without any port', async () => {
    const { replies } = machine({ ...FLAT, ...Q35 });
    const { reach, sent } = controlReach(replies);
    await expect(attach(reach, DISK)).rejects.toThrow(
      'needs a free pcie-root-port to plug in a device while it runs: it has none;',
    );
    expect(sent).toEqual([]);
  });

  it.each([
    [{}, 'device is missing'],
    [{ device: [] }, 'device is missing'],
    [{ device: { driver: 'x' } }, 'device has no id'],
    [{ device: { id: 'x' } }, 'device has no driver'],
    [{ device: { id: '/x', driver: 'y' } }, "'/x' is not a valid id of device"],
    [{ device: { id: 'x', driver: 'y' }, blockdev: {} }, 'blockdev is not a list of objects'],
    [{ device: { id: 'x', driver: 'y' }, blockdev: [{}] }, 'blockdev has no node-name'],
    [{ device: { id: 'x', driver: 'y' }, chardev: 'x' }, 'chardev is not an object'],
    [[], 'an attachment is an object'],
  ])('refuses %j', async (attachment, why) => {
    const { reach, sent } = controlReach(machine().replies);
    await expect(attach(reach, Object(attachment))).rejects.toThrow(why);
    expect(sent).toEqual([]);
  });
});
