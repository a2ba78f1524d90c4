import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeLab } from './context.js';
import { bootGuest } from './guest.js';
import { createNamespace, createTap, whyNoTap } from './tap.js';

const obstacle = whyNoTap();

describe.skipIf(obstacle !== undefined)(obstacle ?? 'a tap', () => {
  describeLab('between host and guest', (lab) => {
    test('carries packets, through a bridge too, and is gone afterwards', async () => {
      const namespace = await createNamespace();
      try {
        const direct = await createTap(namespace, { address: '10.97.1.1/24' });
        const bridged = await createTap(namespace, { address: '10.97.2.1/24', bridge: true });
        await using guest = await bootGuest(lab, {
          namespace: namespace.name,
          nics: [
            { kind: 'tap', ifname: direct.ifname, address: '10.97.1.2/24' },
            { kind: 'tap', ifname: bridged.ifname, address: '10.97.2.2/24' },
          ],
        });
        expect(await guest.run('ping -c 2 10.97.1.1')).toMatchObject({ status: 0 });
        expect(await guest.run('ping -c 2 10.97.2.1')).toMatchObject({ status: 0 });
      } finally {
        await namespace.remove();
      }
      expect(existsSync(`/run/netns/${namespace.name}`)).toBe(false);
    });
  });
});
