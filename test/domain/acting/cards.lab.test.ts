import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { ControlError, ControlRefusedError } from '../../../src/domain/control/control-error.js';
import type { Domain } from '../../../src/domain/domain.js';
import { NoSuchDeviceError, UnsupportedError } from '../../../src/domain/domain-error.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runCommand } from '../../lab/run-command.js';
import { createNamespace, createTap, type NetworkNamespace, type Tap, whyNoTap } from '../../lab/tap.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const obstacle = whyNoTap();
const KIB = 1024;

describe.skipIf(obstacle !== undefined)(obstacle ?? 'with a tap', () => {
  describeLab('the network cards', (lab) => {
    let network: NetworkNamespace;
    let tap: Tap;
    let guest: LabGuest;
    let domain: Domain;

    beforeAll(async () => {
      network = await createNamespace();
      tap = await createTap(network, { address: '10.97.6.1/24' });
      guest = await bootGuest(lab, {
        name: 'act-cards',
        namespace: network.name,
        nics: [{ kind: 'tap', ifname: tap.ifname, address: '10.97.6.2/24' }, { kind: 'user' }],
      });
      domain = await openLabGuest(guest);
    }, BOOT_MS);
    afterAll(async () => {
      await domain?.[Symbol.asyncDispose]();
      await guest?.stop();
      await network?.remove();
    });

    const inside = (...command: readonly string[]) => {
      const [program = '', ...args] = [...network.through, ...command];
      return runCommand(program, args);
    };
    const queues = () => inside('tc', 'qdisc', 'show', 'dev', tap.ifname);

    succeeds('setInterfaceParameters', 'limits what the guest receives, and frees it again', async () => {
      const before = await queues();
      const limit = {
        averageBytesPerSecond: 1_000_000,
        peakBytesPerSecond: 2_000_000,
        burstBytes: 512 * KIB,
      };
      expect(await domain.setInterfaceParameters('nic0', { inbound: limit })).toEqual({
        hostInterface: tap.ifname,
        inbound: limit,
        outbound: null,
      });
      expect(await inside('tc', 'class', 'show', 'dev', tap.ifname)).toMatch(
        /rate 8Mbit ceil 16Mbit burst 512Kb/,
      );
      expect(
        (await domain.setInterfaceParameters('nic0', { inbound: { averageBytesPerSecond: 500_000 } }))
          .inbound,
      ).toMatchObject({ averageBytesPerSecond: 500_000, peakBytesPerSecond: undefined });
      expect(await domain.setInterfaceParameters('nic0', { inbound: null })).toMatchObject({ inbound: null });
      expect(await queues()).toBe(before);
    });

    succeeds('setInterfaceParameters', 'holds traffic to its rate', async () => {
      onTestFinished(async () => void (await domain.setInterfaceParameters('nic0', { inbound: null })));
      await domain.setInterfaceParameters('nic0', {
        inbound: { averageBytesPerSecond: 100_000, burstBytes: 4096 },
      });
      await guest.run('(nc -l -p 9000 > /tmp/got; echo done > /tmp/end) > /dev/null 2>&1 &');
      const listening = "grep -q ':2328 .* 0A ' /proc/net/tcp /proc/net/tcp6";
      await expect.poll(async () => (await guest.run(listening)).status, { timeout: 30_000 }).toBe(0);
      const beganMs = performance.now();
      await inside('timeout', '30', 'bash', '-c', 'head -c 300000 /dev/zero > /dev/tcp/10.97.6.2/9000');
      await expect
        .poll(async () => (await guest.run('wc -c < /tmp/got')).output.trim(), { timeout: 30_000 })
        .toBe('300000');
      expect(performance.now() - beganMs).toBeGreaterThan(2000);
    });

    refuses('setInterfaceParameters', 'to overwrite the queue of somebody else', async () => {
      const tc = (command: string) => inside('tc', ...command.replace('TAP', tap.ifname).split(' '));
      await tc('qdisc add dev TAP root handle 1: htb default 1');
      const before = await queues();
      for (const inbound of [{ averageBytesPerSecond: 1000 }, null])
        await expect(domain.setInterfaceParameters('nic0', { inbound })).rejects.toThrow(
          `${tap.ifname} has a limit of somebody else, which stays as it is: qdisc htb 1:`,
        );
      expect(await queues()).toBe(before);
      await tc('qdisc delete dev TAP root');
    });

    refuses(
      'setInterfaceParameters',
      'limits that are not valid, and cards without an interface',
      async () => {
        const before = await queues();
        const limit = { averageBytesPerSecond: 1000 };
        await expect(domain.setInterfaceParameters('nic7', { inbound: limit })).rejects.toThrow(
          NoSuchDeviceError,
        );
        await expect(domain.setInterfaceParameters('nic1', { inbound: limit })).rejects.toThrow(
          UnsupportedError,
        );
        await expect(domain.setInterfaceParameters('nic0', {})).rejects.toThrow(ControlRefusedError);
        await expect(
          domain.setInterfaceParameters('nic0', { inbound: { ...limit, peakBytesPerSecond: 10 } }),
        ).rejects.toThrow('a peak of 10 bytes/s is below the average, 1000');
        await expect(
          domain.setInterfaceParameters('nic0', { outbound: { ...limit, peakBytesPerSecond: 2000 } }),
        ).rejects.toThrow('what the guest sends is dropped above its average: there is no peak');
        expect(await queues()).toBe(before);
      },
    );

    succeeds(
      'setInterfaceParameters',
      'limits what the guest sends, or undoes it where the kernel cannot',
      async () => {
        const before = await queues();
        const limits = {
          inbound: { averageBytesPerSecond: 1_000_000 },
          outbound: { averageBytesPerSecond: 250_000, burstBytes: 128 * KIB },
        };
        const result = await domain.setInterfaceParameters('nic0', limits).catch((error: unknown) => error);
        if (result instanceof ControlError) {
          // A kernel without act_police or cls_u32.
          expect(result.message).toMatch(/TC (?:action|classifier).*undone again: .*; nothing is changed$/);
        } else {
          expect(result).toMatchObject(limits);
          const fewer = { outbound: { averageBytesPerSecond: 125_000, burstBytes: 64 * KIB } };
          expect(await domain.setInterfaceParameters('nic0', fewer)).toMatchObject(fewer);
          await domain.setInterfaceParameters('nic0', { inbound: null, outbound: null });
        }
        expect(await queues()).toBe(before);
      },
    );
  });
});
