import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { runCommand } from '../lab/run-command.js';
import { createNamespace, type NetworkNamespace } from '../lab/tap.js';
import { collectRecord, onlyVm } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';

const MAC = '52:54:00:00:01:01';
const NONE = { if: '', parent: '', ibytes: null, opkts: null };

describeLab('the interface of a network card', (lab) => {
  let network: NetworkNamespace;

  beforeAll(async () => {
    network = await createNamespace();
  });

  afterAll(() => network.remove());

  const ip = (...args: readonly string[]) => runCommand('ip', ['-netns', network.name, ...args]);

  /** Starts a QEMU in the namespace, and resolves to a function that collects its cards. */
  async function start(...args: readonly string[]) {
    const path = join(await temporaryDirectory(), 's');
    const monitor = ['-name', 'cards', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, [...PAUSED_MACHINE, ...monitor, ...args], {
      through: network.through,
      ready: path,
    });
    const cards = async () =>
      onlyVm((await collectRecord(['--socket', path], { through: network.through })).record).ifs;
    return { pid, path, cards };
  }

  const tap = (id: string, ifname: string) => [
    '-netdev',
    `tap,id=${id},ifname=${ifname},script=no,downscript=no`,
  ];
  const card = (id: string, mac = MAC) => ['-device', `virtio-net-pci,netdev=${id},id=c${id},mac=${mac}`];
  const PORTS = ['-device', 'pcie-root-port,id=rp1,chassis=1', '-device', 'pcie-root-port,id=rp2,chassis=2'];

  async function plug(path: string, id: string, bus: string, mac: string, backend: object): Promise<void> {
    await using client = await QmpClient.connect(parseAddress(path), { control: true });
    await client.executeUntyped('netdev_add', { id, ...backend });
    await client.executeUntyped('device_add', {
      driver: 'virtio-net-pci',
      netdev: id,
      id: `dev-${id}`,
      mac,
      bus,
    });
  }

  const newTap = (ifname: string) => ({ type: 'tap', ifname, script: 'no', downscript: 'no' });

  it('that was plugged in later is the one that nothing else claims', async () => {
    const { path, cards } = await start(...tap('n0', 'plug0'), ...card('n0'), ...PORTS);
    await plug(path, 'net1', 'rp1', '52:54:00:00:01:03', newTap('plug1'));
    await ip('link', 'set', 'plug1', 'up');
    expect(await cards()).toMatchObject({
      nic0: { if: 'plug0', mac: MAC, ibytes: expect.any(Number) },
      nic1: { if: 'plug1', mac: '52:54:00:00:01:03', ibytes: expect.any(Number) },
    });
  });

  it('is unknown for two that were plugged in later, unless the addresses tell', async () => {
    const { path, cards } = await start(...PORTS);
    await plug(path, 'a', 'rp1', '52:54:00:00:02:01', newTap('two0'));
    await plug(path, 'b', 'rp2', '52:54:00:00:02:02', newTap('two1'));
    expect(await cards()).toMatchObject({ nic0: NONE, nic1: NONE });
    await ip('link', 'set', 'two0', 'address', 'fe:54:00:00:02:02');
    expect(await cards()).toMatchObject({
      nic0: { if: 'two1', mac: '52:54:00:00:02:01' },
      nic1: { if: 'two0', mac: '52:54:00:00:02:02' },
    });
  });

  it('of a pattern in ifname= is the one that the kernel has made of it', async () => {
    const { cards } = await start(...tap('n0', 'pat%d'), ...card('n0'));
    expect(await cards()).toMatchObject({ nic0: { if: 'pat0', ibytes: expect.any(Number) } });
  });

  it('that was renamed has its new name', async () => {
    const { cards } = await start(...tap('n0', 'old0'), ...card('n0'));
    await ip('link', 'set', 'old0', 'name', 'new0');
    expect(await cards()).toMatchObject({ nic0: { if: 'new0', ibytes: expect.any(Number) } });
  });

  it('that was moved to another namespace has no counters, those of a stranger least of all', async () => {
    await using elsewhere = await createNamespace();
    const { cards } = await start(...tap('n0', 'moved0'), ...card('n0'));
    await ip('link', 'set', 'moved0', 'netns', elsewhere.name);
    const unknown = { nic0: { if: 'moved0', parent: '', ibytes: null, opkts: null } };
    expect(await cards()).toMatchObject(unknown);
    // A tap of that name that nobody holds, and one that another QEMU holds.
    await ip('tuntap', 'add', 'dev', 'moved0', 'mode', 'tap');
    await ip('link', 'set', 'moved0', 'up');
    expect(await cards()).toMatchObject(unknown);
    await ip('link', 'delete', 'moved0');
    const other = await start(...tap('n0', 'moved0'), ...card('n0'));
    await ip('link', 'set', 'moved0', 'up');
    expect(await cards()).toMatchObject(unknown);
    expect(await other.cards()).toMatchObject(unknown);
  });

  it('with several queues counts once, also beside one that was plugged in', async () => {
    await ip('tuntap', 'add', 'dev', 'mq0', 'mode', 'tap', 'multi_queue');
    const queues = '-netdev tap,id=n0,ifname=mq0,queues=2,script=no,downscript=no'.split(' ');
    const { path, cards } = await start(...queues, ...card('n0'), ...PORTS);
    await plug(path, 'net1', 'rp1', '52:54:00:00:03:03', newTap('mq1'));
    expect(await cards()).toMatchObject({ nic0: { if: 'mq0' }, nic1: { if: 'mq1' } });
  });

  it.each([
    ['user', (_: string) => ['-netdev', 'user,id=n0']],
    [
      'stream',
      (directory: string) => ['-netdev', `stream,id=n0,server=on,addr.type=unix,addr.path=${directory}/n`],
    ],
    [
      'dgram',
      (directory: string) => [
        '-netdev',
        `dgram,id=n0,local.type=unix,local.path=${directory}/l,remote.type=unix,remote.path=${directory}/r`,
      ],
    ],
  ])('of a %s backend is none, whatever taps there are', async (_, backend) => {
    await ip('tuntap', 'add', 'dev', 'idle0', 'mode', 'tap').catch(() => undefined);
    const { cards } = await start(...backend(await temporaryDirectory()), ...card('n0'));
    expect(await cards()).toMatchObject({ nic0: { ...NONE, mac: MAC } });
  });
});
