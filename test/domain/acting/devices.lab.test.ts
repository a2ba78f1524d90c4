import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { ControlError } from '../../../src/domain/control/control-error.js';
import type { Domain } from '../../../src/domain/domain.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runCommand } from '../../lab/run-command.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const MINUTE = { deadlineMs: 60_000 };
const MAC = '52:54:00:aa:bb:01';

function port(number: number): readonly string[] {
  return ['-device', `pcie-root-port,id=rp${number},chassis=${number},slot=${number}`];
}

describeLab('devices', (lab) => {
  let guest: LabGuest;
  let domain: Domain;
  const images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
  const image = join(images, 'data.qcow2');
  const disk = (id = 'data') => ({
    blockdev: [
      { driver: 'file', 'node-name': `${id}-file`, filename: image },
      { driver: 'qcow2', 'node-name': `${id}-node`, file: `${id}-file` },
    ],
    device: { driver: 'virtio-blk-pci', id, drive: `${id}-node` },
  });
  const inGuest = async (command: string) => (await guest.run(command)).output.trim();
  const nodes = async () => JSON.stringify(await guest.control('query-named-block-nodes', { flat: true }));
  const ids = async () => JSON.stringify(await guest.control('qom-list', { path: '/machine/peripheral' }));

  beforeAll(async () => {
    await runCommand(lab.qemuImg, ['create', '-q', '-f', 'qcow2', image, '64M']);
    const spare = ['-netdev', 'user,id=spare', '-device', 'virtio-net-pci,id=spare-nic,netdev=spare,bus=rp3'];
    guest = await bootGuest(lab, {
      ...{ name: 'act-devices', disks: [createRawImage(images, 'disk0', 16)], nics: [{ kind: 'user' }] },
      extraArgs: [...port(1), ...port(2), ...port(3), ...spare],
    });
    domain = await openLabGuest(guest);
  }, BOOT_MS);
  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
    rmSync(images, { recursive: true, force: true });
  });

  succeeds('attach', 'plugs a disk into the first free port, and the guest has it', async () => {
    const attached = await domain.attach(disk(), MINUTE);
    expect(attached).toEqual({
      ...{ id: 'data', path: '/machine/peripheral/data', driver: 'virtio-blk-pci' },
      ...{ bus: 'rp1', isSetUp: true },
    });
    await expect.poll(() => inGuest('cat /sys/block/vdb/size'), { timeout: 60_000 }).toBe('131072');
    expect(await inGuest('echo from-the-guest >/dev/vdb && sync && head -c 14 /dev/vdb')).toBe(
      'from-the-guest',
    );
  });

  succeeds('detach', 'unplugs it, and removes what was made for it', async () => {
    const before = (await domain.blockList()).map(({ name }) => name);
    expect(before).toContain('data');
    expect(await domain.detach('data', MINUTE)).toEqual({
      id: 'data',
      removed: [
        { kind: 'blockdev', id: 'data-node' },
        { kind: 'blockdev', id: 'data-file' },
      ],
      left: [],
    });
    expect(await inGuest('ls /sys/block | grep -c vdb')).toBe('0');
    expect(await nodes()).not.toContain('data-');
    // Its lock is free, and it holds what the guest wrote.
    const raw = join(images, 'data.raw');
    await runCommand(lab.qemuImg, ['convert', '-O', 'raw', image, raw]);
    expect(await runCommand('head', ['-c', '14', raw])).toBe('from-the-guest');
  });

  succeeds('attach', 'plugs in a network card with its backend, and one of random numbers', async () => {
    const net = await domain.attach(
      {
        netdev: { type: 'user', id: 'more' },
        device: { driver: 'virtio-net-pci', id: 'more-nic', netdev: 'more', mac: MAC },
      },
      MINUTE,
    );
    expect(net).toMatchObject({ bus: 'rp1', isSetUp: true });
    await expect.poll(() => inGuest('cat /sys/class/net/*/address'), { timeout: 60_000 }).toContain(MAC);
    const rng = await domain.attach(
      {
        object: [{ 'qom-type': 'rng-random', id: 'dice', filename: '/dev/urandom' }],
        chardev: { id: 'nowhere', backend: { type: 'null', data: {} } },
        device: { driver: 'virtio-rng-pci', id: 'rng', rng: 'dice' },
      },
      MINUTE,
    );
    expect(rng).toMatchObject({ bus: 'rp2', isSetUp: true });
    const { removed } = await domain.detach('rng', MINUTE);
    expect(removed.map(({ id }) => id)).toEqual(['nowhere', 'dice']);
    expect((await domain.detach('more-nic', MINUTE)).removed).toEqual([{ kind: 'netdev', id: 'more' }]);
    expect(await inGuest('cat /sys/class/net/*/address')).not.toContain(MAC);
  });

  refuses('attach', 'when no port is free, or the given one is not', async () => {
    await domain.attach(disk(), MINUTE);
    const rng = { driver: 'virtio-rng-pci', id: 'rng', bus: 'rp2', rng: 'dice' };
    await domain.attach({ object: [{ 'qom-type': 'rng-builtin', id: 'dice' }], device: rng }, MINUTE);
    const before = [await ids(), await nodes()];
    await expect(domain.attach(disk('more'), MINUTE)).rejects.toMatchObject({
      code: 'ERR_CONTROL_REFUSED',
      message:
        'act-devices: its PCI Express needs a free pcie-root-port to plug in a device while it runs: rp1 has data, rp2 has rng, rp3 has spare-nic; start QEMU with more, such as -device pcie-root-port,id=rp9,chassis=9,slot=9',
    });
    const onTaken = { ...disk('more'), device: { ...disk('more').device, bus: 'rp3' } };
    await expect(domain.attach(onTaken, MINUTE)).rejects.toThrow(
      /the port rp3 is taken, and holds one device/,
    );
    expect([await ids(), await nodes()]).toEqual(before);
    await domain.detach('rng', MINUTE);
    await domain.detach('data', MINUTE);
  });

  refuses('attach', 'an image that is missing, and takes back what it had made', async () => {
    const before = [await ids(), await nodes()];
    const { blockdev, device } = disk();
    const missing = { driver: 'file', 'node-name': 'gone', filename: join(images, 'gone') };
    const error = await domain
      .attach({ blockdev: [...blockdev, missing], device }, MINUTE)
      .catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ControlError);
    expect(error).toMatchObject({ aftermath: { changed: [], uncertain: [] } });
    expect(String(error)).toMatch(
      /blockdev-add failed: Could not open .*No such file or directory.*nothing is changed/,
    );
    expect([await ids(), await nodes()]).toEqual(before);
  });

  refuses('attach', 'a driver that QEMU lacks, an id that is taken, a backend without a name', async () => {
    const of = (device: object, more = {}) => domain.attach({ ...more, device: { ...device } }, MINUTE);
    await expect(of({ driver: 'virtio-bkl-pci', id: 'x' })).rejects.toThrow(
      "has no device type 'virtio-bkl-pci'; did you mean 'virtio-blk-pci'?",
    );
    await expect(of({ driver: 'virtio-blk-pci', id: 'disk0' })).rejects.toThrow(
      "it has a device 'disk0' already",
    );
    await expect(of({ driver: 'virtio-blk-pci' })).rejects.toThrow('device has no id');
    await expect(of({ driver: 'virtio-blk-pci', id: 'x' }, { netdev: { type: 'user' } })).rejects.toThrow(
      'netdev has no id, by which it can be removed again',
    );
    await expect(of({ driver: 'virtio-blk-pci', id: 'x' }, { drive: {} })).rejects.toThrow(
      "no member 'drive'",
    );
    await expect(of({ driver: 'virtio-blk-pci', id: 'x y' })).rejects.toThrow(
      "'x y' is not a valid id of device",
    );
  });

  refuses('detach', 'a device that the guest does not have, and one that cannot be unplugged', async () => {
    await expect(domain.detach('dsk0', MINUTE)).rejects.toThrow(
      "has no device 'dsk0'; did you mean 'disk0'?",
    );
    await expect(domain.detach('disk0', MINUTE)).rejects.toThrow(
      /does not support hotplugging.*nothing is changed/,
    );
    expect(await ids()).toContain('disk0');
  });

  succeeds('detach', 'removes the backend of a card that QEMU was started with, when asked', async () => {
    const { removed, left } = await domain.detach('spare-nic', { ...MINUTE, backends: true });
    expect([removed, left]).toEqual([[{ kind: 'netdev', id: 'spare' }], []]);
    // Its id is free again.
    await guest.control('netdev_add', { type: 'user', id: 'spare' });
  });

  succeeds('detach', 'leaves a node that another disk uses, and says why', async () => {
    const base = {
      driver: 'raw',
      'node-name': 'base',
      'read-only': true,
      file: { driver: 'file', filename: image },
    };
    await guest.control('blockdev-add', base);
    const over = (id: string) => ({
      device: { driver: 'virtio-blk-pci', id, drive: 'base', 'share-rw': true },
    });
    await domain.attach(over('one'), MINUTE);
    await guest.control('blockdev-add', {
      driver: 'raw',
      'node-name': 'over',
      'read-only': true,
      file: 'base',
    });
    const { removed, left } = await domain.detach('one', { ...MINUTE, backends: true });
    expect(removed).toEqual([]);
    expect(left).toEqual([
      { kind: 'blockdev', id: 'base', why: expect.stringMatching(/in use|busy|parent/) },
    ]);
  });

  succeeds('setLink', 'pulls the cable of a card, and plugs it in again', async () => {
    const carrier = () => inGuest('cat /sys/class/net/eth0/carrier');
    expect(await carrier()).toBe('1');
    expect(await domain.setLink('nic0', false, MINUTE)).toEqual({ name: 'nic0', isUp: false });
    await expect.poll(carrier, { timeout: 60_000 }).toBe('0');
    await domain.setLink('net0', true, MINUTE);
    await expect.poll(carrier, { timeout: 60_000 }).toBe('1');
  });

  refuses('setLink', 'a card that the guest does not have', async () => {
    await expect(domain.setLink('nci0', false)).rejects.toThrow(
      "has no network card 'nci0'; did you mean 'nic0'?",
    );
  });

  refuses('detach', 'to wait longer than its deadline for a guest without an operating system', async () => {
    await using firmware = await bootGuest(lab, { name: 'act-firmware', kernel: false, extraArgs: port(1) });
    await using other = await openLabGuest(firmware);
    // The firmware would set up what is there before it has numbered the ports.
    const numbered = async () => JSON.stringify(await firmware.control('query-pci'));
    await expect.poll(numbered, { timeout: 60_000 }).toMatch(/"secondary":[1-9]/);
    const object = [{ 'qom-type': 'rng-builtin', id: 'dice' }];
    const attached = await other.attach(
      { object, device: { driver: 'virtio-rng-pci', id: 'rng', rng: 'dice' } },
      MINUTE,
    );
    expect(attached).toMatchObject({ bus: 'rp1', isSetUp: false });
    const beganMs = performance.now();
    await expect(other.detach('rng', { deadlineMs: 1500 })).rejects.toMatchObject({
      code: 'ERR_CONTROL',
      message: expect.stringContaining(
        'the guest has the device until it lets go of it, which it may still do',
      ),
    });
    expect(performance.now() - beganMs).toBeLessThan(2500);
  });
});
