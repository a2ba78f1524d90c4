import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostAddresses, leaseHostname } from '../../src/domain/interface-addresses.js';
import { interfaceParameters } from '../../src/domain/interface-parameters.js';
import { interfaceStats, interfaces } from '../../src/domain/interfaces.js';
import { linkState } from '../../src/domain/link-state.js';
import type { Reach } from '../../src/domain/reach.js';
import type { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { describeLab } from '../lab/context.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import { runCommand } from '../lab/run-command.js';
import { createNamespace, createTap, type NetworkNamespace, type Tap, whyNoTap } from '../lab/tap.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { reachOfProcess } from './lab-reach.js';

const MAC = '52:54:00:aa:bb:51';
const ADDRESS = '10.97.5.2';
const obstacle = whyNoTap();

describe.skipIf(obstacle !== undefined)(obstacle ?? 'with a tap', () => {
  describeLab('the network cards of a real guest', (lab) => {
    let network: NetworkNamespace;
    let tap: Tap;
    let guest: LabGuest;
    let reach: Reach;
    let client: QmpClient;

    beforeAll(async () => {
      network = await createNamespace();
      tap = await createTap(network, { address: '10.97.5.1/24' });
      guest = await bootGuest(lab, {
        name: 'cards',
        namespace: network.name,
        nics: [
          { kind: 'tap', ifname: tap.ifname, mac: MAC, address: `${ADDRESS}/24` },
          { kind: 'user', mac: '52:54:00:aa:bb:52' },
        ],
      });
      const [monitor = ''] = guest.monitors;
      ({ reach, client } = await reachOfProcess('cards', guest.pid, monitor));
    });

    afterAll(async () => {
      await client?.close();
      await guest?.stop();
      await network.remove();
    });

    const inside = (...command: readonly string[]) => {
      const [program = '', ...args] = [...network.through, ...command];
      return runCommand(program, args);
    };
    /** The counters of the tap by `ip`, whose received is the guest's transmitted. */
    const readLink = async () => {
      const [link] = JSON.parse(await inside('ip', '-s', '-j', 'link', 'show', 'dev', tap.ifname));
      const { rx, tx } = link.stats64;
      return { receivedBytes: tx.bytes, transmittedPackets: rx.packets, transmittedBytes: rx.bytes };
    };

    it('are those of its command line, with the tap of one', async () => {
      const { interfaces: cards, failures } = await interfaces(reach);
      expect(cards).toMatchObject([
        { name: 'nic0', mac: MAC, model: 'virtio-net-pci', backend: 'tap', hostInterface: tap.ifname },
        { name: 'nic1', backend: 'user', hostInterface: undefined, traffic: undefined },
      ]);
      expect(failures).toEqual([
        { part: 'nic1', why: 'a backend of type user has no interface on the host' },
      ]);
    });

    it('have counted what ip counts', async () => {
      const low = await readLink();
      expect(await guest.run('ping -c 2 10.97.5.1')).toMatchObject({ status: 0 });
      const stats = await interfaceStats(reach, 'nic0');
      const high = await readLink();
      expect(stats.transmittedPackets).toBeGreaterThanOrEqual(low.transmittedPackets + 2);
      for (const key of ['receivedBytes', 'transmittedBytes', 'transmittedPackets'] as const) {
        expect(stats[key]).toBeGreaterThanOrEqual(low[key]);
        expect(stats[key]).toBeLessThanOrEqual(high[key]);
      }
    });

    it('have the addresses of the neighbour table, and of leases', async () => {
      expect(await guest.run('ping -c 1 10.97.5.1')).toMatchObject({ status: 0 });
      const addresses = [{ address: ADDRESS, family: 'ipv4' }];
      const neighbours = await hostAddresses(reach, { source: 'neighbour' });
      expect(neighbours).toMatchObject({
        interfaces: [{ name: 'nic0', mac: MAC, addresses }, { addresses: [] }],
      });
      const file = join(await temporaryDirectory(), 'dnsmasq.leases');
      writeFileSync(file, `0 ${MAC} ${ADDRESS} labguest 01:${MAC}\n`);
      expect(await hostAddresses(reach, { source: 'lease', leaseFiles: [file] })).toMatchObject({
        interfaces: [{ name: 'nic0', hostInterface: tap.ifname, addresses }, { addresses: [] }],
      });
      expect(await leaseHostname(reach, { leaseFiles: [file] })).toBe('labguest');
    });

    it('have no limits until tc sets some, and then those', async () => {
      const none = { hostInterface: tap.ifname, inbound: null, outbound: null };
      expect(await interfaceParameters(reach, 'nic0')).toEqual(none);
      const tc = (command: string) => inside('tc', ...command.replace('TAP', tap.ifname).split(' '));
      await tc('qdisc add dev TAP root handle 1: htb default 1');
      await tc('class add dev TAP parent 1: classid 1:1 htb rate 1000kbps ceil 2000kbps burst 512kb');
      await tc('qdisc add dev TAP ingress');
      expect(await interfaceParameters(reach, 'nic0')).toEqual({
        ...none,
        inbound: { averageBytesPerSecond: 1_000_000, peakBytesPerSecond: 2_000_000, burstBytes: 524_288 },
      });
      await tc('qdisc delete dev TAP root');
      expect(await interfaceParameters(reach, MAC)).toEqual(none);
      await expect(interfaceParameters(reach, 'nic1')).rejects.toThrow(
        'cards: the limits of nic1 are not known: a backend of type user has no interface on the host',
      );
    });

    it('have a link that QEMU does not tell of', async () => {
      const carrier = () => guest.run('cat /sys/class/net/eth0/carrier').then(({ output }) => output.trim());
      expect(await carrier()).toBe('1');
      await guest.control('set_link', { name: 'nic0', up: false });
      await expect.poll(carrier, { timeout: 10_000 }).toBe('0');
      // The tap is in another network namespace than this test.
      await expect(linkState(reach, 'nic0')).rejects.toThrow(
        'the link of nic0 is not known: QEMU does not tell',
      );
      await guest.control('set_link', { name: 'nic0', up: true });
      await expect.poll(carrier, { timeout: 10_000 }).toBe('1');
    });

    it('have no limits to read when the tap is gone', async () => {
      await inside('ip', 'link', 'set', tap.ifname, 'name', 'renamed0');
      expect(await interfaceParameters(reach, 'nic0')).toMatchObject({ hostInterface: 'renamed0' });
      await inside('ip', 'link', 'delete', 'renamed0');
      await expect(interfaceParameters(reach, 'nic0')).rejects.toThrow(
        'cards: the limits of nic0 are not known: it is not known which interface of the host is behind it',
      );
    });
  });
});
