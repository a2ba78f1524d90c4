import { expect, it } from 'vitest';
import type { HvMonitorInterface } from '../../src/formats/hv-monitor/record.js';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { onlyVm } from '../run-qgauge.js';

const NETDEV = ['-netdev', 'tap,id=n0,ifname=tap0,script=no,downscript=no'];
const TAP = (name: string) =>
  `ip tuntap add ${name} mode tap; ip link set ${name} addrgenmode none; ip link set ${name} up`;
/**
 * Sends $2 packets to a machine beyond the tap $1. A stopped QEMU takes one; the others wait in the queue of the tap, and what
 * does not fit is dropped.
 */
const SHOOT = `ip addr add 192.0.2.2/24 dev $1
ip neigh add 192.0.2.1 lladdr 52:54:00:00:00:09 dev $1
perl -MSocket -e 'socket(S, AF_INET, SOCK_DGRAM, 0); send(S, "x" x 1000, 0, sockaddr_in(9, inet_aton("192.0.2.1"))) for 1..shift' $2
until [ "$(cat /sys/class/net/$1/statistics/tx_packets)" = 1 ]; do sleep 0.02; done
ip addr del 192.0.2.2/24 dev $1`;

/** Name and address of each card, in order. */
const cardsOf = (ifs: { readonly [name: string]: HvMonitorInterface }) =>
  Object.entries(ifs).map(([name, card]) => [name, card.if, card.mac]);

describeHost('cards whose taps have one name in several network namespaces: kubevirt, docker', (lab) => {
  /** A QEMU whose tap0 is in a network namespace of its own, as that of a pod. */
  async function startPod(host: LabHost): Promise<number> {
    const inside = `ip link set lo up; ${TAP('tap0')}; exec "$@"`;
    return await host.startPaused(
      'podvm',
      [...NETDEV, '-device', 'virtio-net-pci,netdev=n0,mac=52:54:00:00:00:02'],
      { through: ['unshare', '--net', 'bash', '-c', inside, 'bash'] },
    );
  }

  it('are each counted in their own', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell(TAP('tap0'));
    const card = ['-device', 'virtio-net-pci,netdev=n0,mac=52:54:00:00:00:01'];
    const pid = await host.startPaused('hostvm', [...NETDEV, ...card]);
    const pod = await startPod(host);
    const inPod = `nsenter --target ${pod} --net`;
    host.write(host.path('shoot'), SHOOT);
    await host.shell(
      `sh -e shoot tap0 1500; ${inPod} unshare --mount sh -ec 'mount -t sysfs sysfs /sys; . ./shoot' shoot tap0 3`,
    );
    const received = async (within: string) => {
      const [, , ipkts = '', , idrop = ''] =
        /TX:.*\n *(\d+) +(\d+) +(\d+) +(\d+)/.exec(await host.shell(`${within} ip -s link show tap0`)) ?? [];
      return { idrop: Number(idrop), ipkts: Number(ipkts) };
    };
    const [ofHost, ofPod] = [await received(''), await received(inPod)];
    expect(ofPod).toEqual({ idrop: 0, ipkts: 1 });
    expect(ofHost.idrop).toBeGreaterThan(0);
    const { VMs } = (await host.collect()).record.data;
    expect(VMs.hostvm?.ifs).toMatchObject({ nic0: { if: 'tap0', ...ofHost } });
    expect(VMs.podvm?.ifs).toMatchObject({ nic0: { if: 'tap0', ...ofPod } });

    await host.shell(`kill ${pid}; while kill -0 ${pid} 2>/dev/null; do sleep 0.02; done; ip link del tap0`);
    const after = onlyVm((await host.collect()).record);
    expect(after.ifs).toMatchObject({ nic0: { if: 'tap0', ...ofPod } });
  });

  it('are given no parent that only the other has', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell(
      `${TAP('tap0')}; ip link add vmbr0 type bridge; ip link set vmbr0 up; ip link set tap0 master vmbr0`,
    );
    await startPod(host);
    expect(onlyVm((await host.collect()).record).ifs).toMatchObject({ nic0: { if: 'tap0', parent: '' } });
  });
});

describeHost('cards on descriptors', (lab) => {
  it('of twelve multiqueue taps are in order, each with its address: nova', async () => {
    const host = await LabHost.start(lab.qemu);
    const numbers = Array.from({ length: 12 }, (_, number) => number);
    const add = (number: number) =>
      `ip tuntap add vnet${number} mode tap multi_queue; ip link set vnet${number} up`;
    await host.shell(numbers.map(add).join('\n'));
    const descriptors: { [number: number]: string } = {};
    const args = numbers.flatMap((number) => {
      const fds = [10 + 2 * number, 11 + 2 * number];
      for (const fd of fds) descriptors[fd] = `queue:vnet${number}`;
      // Names that sort badly, against the order of the cards.
      const id = 11 - number;
      const netdev = { type: 'tap', fds: fds.join(':'), id: `hostnet${id}` };
      const card = {
        driver: 'virtio-net-pci',
        mq: true,
        vectors: 6,
        netdev: netdev.id,
        id: `net${id}`,
        mac: mac(number),
      };
      return ['-netdev', JSON.stringify(netdev), '-device', JSON.stringify(card)];
    });
    await host.startPaused('instance-0000001a', ['-name', 'debug-threads=on', ...args], { descriptors });
    const { VMs } = (await host.collect()).record.data;
    expect(Object.keys(VMs)).toEqual(['instance-0000001a']);
    expect(cardsOf(VMs['instance-0000001a']?.ifs ?? {})).toEqual(
      numbers.map((number) => [`nic${number}`, `vnet${number}`, mac(number)]),
    );
  });
});

function mac(number: number): string {
  return `fa:16:3e:00:00:${number.toString(16).padStart(2, '0')}`;
}

describeHost('cards that are plugged in later: Incus, Proxmox VE, libvirt', (lab) => {
  it('have the tap that no other card claims', async () => {
    const host = await LabHost.start(lab.qemu);
    const taps = ['tap5a3f0', 'tap5a3f1', 'tap5a3f2'];
    await host.shell(taps.map(TAP).join('\n'));
    const ports = ['-device', 'pcie-root-port,id=rp1,chassis=1'];
    await host.startPaused('u1', ports);
    await host.startPaused('u2', [
      ...['-netdev', 'tap,id=net0,ifname=tap5a3f1,script=no,downscript=no'],
      ...['-device', 'virtio-net-pci,netdev=net0,id=net0,mac=52:54:00:00:01:01', ...ports],
    ]);
    const plug = async (name: string, id: string, ifname: string, address: string) => {
      const path = host.path(`${name}.sock`);
      await host.ask(path, 'netdev_add', { type: 'tap', id, ifname, script: 'no', downscript: 'no' });
      const card = { driver: 'virtio-net-pci', netdev: id, id: `dev-${id}`, mac: address, bus: 'rp1' };
      await host.ask(path, 'device_add', card);
    };
    await plug('u1', 'lxd_eth0', 'tap5a3f0', '00:16:3e:12:34:56');
    await plug('u2', 'net1', 'tap5a3f2', '52:54:00:00:01:03');
    host.write(host.path('shoot'), SHOOT);
    await host.shell(taps.map((tap) => `sh -e shoot ${tap} 3`).join('\n'));

    const { VMs } = (await host.collect()).record.data;
    expect(cardsOf(VMs.u1?.ifs ?? {})).toEqual([['nic0', 'tap5a3f0', '00:16:3e:12:34:56']]);
    expect(cardsOf(VMs.u2?.ifs ?? {})).toEqual([
      ['nic0', 'tap5a3f1', '52:54:00:00:01:01'],
      ['nic1', 'tap5a3f2', '52:54:00:00:01:03'],
    ]);
    const sent = async (tap: string) =>
      Number(await host.shell(`cat /sys/class/net/${tap}/statistics/tx_bytes`));
    expect(await sent('tap5a3f0')).toBeGreaterThan(1000);
    expect(VMs.u1?.ibytes).toBe(await sent('tap5a3f0'));
    expect(VMs.u2?.ibytes).toBe((await sent('tap5a3f1')) + (await sent('tap5a3f2')));
    const { stdout } = await host.qgauge(
      'stream -r 1 -f 1 --net --verbose -p json --interval off'.split(' '),
    );
    const domains: readonly { name: string; net_interfaces: string }[] = JSON.parse(stdout).domains;
    expect(domains.map(({ name, net_interfaces }) => [name, net_interfaces])).toEqual([
      ['u1', 'tap5a3f0'],
      ['u2', 'tap5a3f1;tap5a3f2'],
    ]);
  });
});
