import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeLab } from './context.js';
import { bootGuest } from './guest.js';
import { createTap, whyNoTap } from './tap.js';

const obstacle = whyNoTap();

describe.skipIf(obstacle !== undefined)(obstacle ?? 'a tap', () => {
  describeLab('between host and guest', (lab) => {
    test('carries packets, through a bridge too, and is gone afterwards', async () => {
      const direct = await createTap({ address: '10.97.1.1/24' });
      const bridged = await createTap({ address: '10.97.2.1/24', bridge: true });
      try {
        await using guest = await bootGuest(lab, {
          nics: [
            { kind: 'tap', ifname: direct.ifname, address: '10.97.1.2/24' },
            { kind: 'tap', ifname: bridged.ifname, address: '10.97.2.2/24' },
          ],
        });
        expect(await guest.run('ping -c 2 10.97.1.1')).toMatchObject({ status: 0 });
        expect(await guest.run('ping -c 2 10.97.2.1')).toMatchObject({ status: 0 });
      } finally {
        await Promise.all([direct.remove(), bridged.remove()]);
      }
      const links = [direct.ifname, bridged.ifname, bridged.bridge];
      expect(links.filter((link) => existsSync(`/sys/class/net/${link}`))).toEqual([]);
    });
  });
});
