import { describe, expect, it } from 'vitest';
import { createManualMachine } from './manual-machine.js';

const MIB = 1024 ** 2;

describe('a guest that runs out of memory', () => {
  it('takes pages back from a balloon that lets it, and reports that', async () => {
    const { machine, time, events, stats } = createManualMachine({
      driver: 'linux-6.12',
      deflateOnOom: true,
    });
    machine.balloon.resize(BigInt(1023 * MIB));
    await time.advance(5000);
    events.length = 0;
    machine.balloon.oom();
    expect(events).toEqual([{ event: 'BALLOON_CHANGE', data: { actual: 1024 * MIB }, atMs: 5000 }]);
    machine.balloon.report();
    expect(stats()['oom-kills']).toBe(0);
    await time.advance(60_000);
    expect(machine.balloon.actualBytes).toBe(1024 * MIB);
    machine.balloon.oom();
    machine.balloon.report();
    expect(stats()['oom-kills']).toBe(1);
  });

  it('kills otherwise', () => {
    const { machine, stats } = createManualMachine({ driver: 'linux-6.12' });
    machine.balloon.oom();
    machine.balloon.report();
    expect(stats()).toMatchObject({ 'oom-kills': 1, 'direct-reclaims': 256 });
  });

  it.each([true, false])(
    'does so by itself when a program leaks (deflate-on-oom %s)',
    async (deflateOnOom) => {
      const options = { driver: 'linux-6.12', guest: { memory: 'leaking' }, deflateOnOom } as const;
      const { machine, time, stats } = createManualMachine(options);
      machine.balloon.setInterval(10n);
      machine.balloon.resize(BigInt(768 * MIB));
      await time.advance(60_000);
      expect([machine.balloon.actualBytes, stats()['oom-kills']]).toEqual([768 * MIB, 0]);
      await time.advance(300_000);
      if (deflateOnOom) expect(machine.balloon.actualBytes).toBeGreaterThan(768 * MIB);
      else expect(machine.balloon.actualBytes).toBe(768 * MIB);
      expect(stats()['oom-kills']).toBe(deflateOnOom ? 0 : 1);
      await time.advance(3_600_000);
      expect(stats()['oom-kills']).toBeGreaterThan(3);
    },
  );
});

describe('a guest that has ended', () => {
  it('does nothing more, wherever it was when the machine was reset', async () => {
    for (const status of ['inmigrate', 'prelaunch', 'running']) {
      const { machine, time, stats } = createManualMachine({ status, version: '11.1' });
      machine.reset();
      machine.cont();
      await time.advance(999);
      expect([machine.balloon.isGuestUp, stats()]).toEqual([false, { lastUpdate: 0 }]);
      await time.advance(1001);
      expect([machine.balloon.isGuestUp, stats().lastUpdate]).toEqual([true, 1]);
    }
  });
});
