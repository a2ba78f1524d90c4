import { describe, expect, it } from 'vitest';
import type { MachineOptions } from '../../../../mock-qemu/machine/machine-options.js';
import { createManualMachine, type ManualMachine } from '../manual-machine.js';

const MIB = 1024 ** 2;

describe('the driver', () => {
  it.each([
    ['linux-6.1', '11.1', 10],
    ['linux-6.12', '11.1', 16],
    ['linux-6.12', '7.2', 10],
    ['windows-without-service', '11.1', 0],
    ['freebsd-no-stats', '11.1', 0],
    ['none', '11.1', 0],
  ] as const)('%s on QEMU %s supplies %i statistics', async (driver, version, count) => {
    const lab = await poll({ driver, version });
    expect(Object.keys(lab.stats())).toHaveLength(count + 1);
  });

  it.each([
    ['linux-6.1', 10],
    ['linux-6.12', 10],
    ['windows-without-service', 10],
    ['freebsd-no-stats', 0],
    ['silent', 0],
    ['slow', 7],
    ['lying', 10],
    ['crashing', 1],
    ['none', 0],
  ] as const)('%s has reported last after %i of 10 seconds', async (driver, lastUpdate) => {
    const lab = createManualMachine({ driver });
    lab.machine.balloon.setInterval(1n);
    await lab.time.advance(10_500);
    expect(lab.stats().lastUpdate).toBe(lastUpdate);
  });

  it.each([
    ['linux-6.1', 768],
    ['windows-without-service', 768],
    ['freebsd-no-stats', 768],
    ['silent', 768],
    ['none', 1024],
  ] as const)('%s inflates from 1024 MiB to %i', async (driver, expectedMiB) => {
    const lab = createManualMachine({ driver });
    lab.machine.balloon.resize(BigInt(768 * MIB));
    await lab.time.advance(1000);
    expect(lab.machine.balloon.actualBytes).toBe(expectedMiB * MIB);
  });

  it('slow waits in guest time, and QEMU polls again only when it has reported', async () => {
    const lab = createManualMachine({ driver: 'slow', slowMs: 5000 });
    lab.machine.balloon.setInterval(1n);
    await lab.time.advance(2000);
    lab.machine.stop();
    await lab.time.advance(60_000);
    lab.machine.cont();
    await lab.time.advance(2999);
    expect(lab.stats().lastUpdate).toBe(0);
    await lab.time.advance(1);
    expect(lab.stats().lastUpdate).toBe(65);
    await lab.time.advance(6000);
    expect(lab.stats().lastUpdate).toBe(71);
  });

  it('slow does not report for the guest before a reset', async () => {
    const lab = createManualMachine({ driver: 'slow' });
    lab.machine.balloon.setInterval(1n);
    await lab.time.advance(500);
    lab.machine.reset();
    await lab.time.advance(900);
    expect(lab.stats().lastUpdate).toBe(0);
    await lab.time.advance(100);
    expect(lab.stats().lastUpdate).toBe(1);
  });

  it('lying has more free memory than there is, and counters that step back', async () => {
    const lab = await poll({ driver: 'lying' });
    await lab.time.advance(1000);
    const first = lab.stats();
    await lab.time.advance(1000);
    const second = lab.stats();
    expect(first['free-memory']).toBeGreaterThan(first['total-memory'] ?? 0);
    expect(second['minor-faults']).toBeLessThan(first['minor-faults'] ?? 0);
    expect(second.lastUpdate).toBe(first.lastUpdate + 1);
  });

  it('crashing stops in the middle of its work, and works again after a reset', async () => {
    const lab = createManualMachine({ driver: 'crashing', crashAfter: 2, inflateBytesPerSecond: 100 * MIB });
    lab.machine.balloon.resize(BigInt(512 * MIB));
    await lab.time.advance(995);
    lab.machine.balloon.setInterval(1n);
    await lab.time.advance(60_000);
    expect(lab.stats().lastUpdate).toBe(0);
    expect(lab.machine.balloon.actualBytes).toBe((1024 - 99) * MIB);
    lab.machine.reset();
    await lab.time.advance(1500);
    expect(lab.stats().lastUpdate).toBe(61);
    expect(lab.machine.balloon.actualBytes).toBe((1024 - 50) * MIB);
  });
});

/** Polls the guest once a second, three times. */
async function poll(options: MachineOptions): Promise<ManualMachine> {
  const lab = createManualMachine(options);
  lab.machine.balloon.setInterval(1n);
  await lab.time.advance(2000);
  return lab;
}
