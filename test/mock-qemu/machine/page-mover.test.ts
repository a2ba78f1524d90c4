import { describe, expect, it } from 'vitest';
import { createManualMachine } from './manual-machine.js';

const MIB = 1024 ** 2;

describe('the pages of the balloon', () => {
  it('move at a rate, 1 MiB after the other, on the guest’s clock', async () => {
    const { machine, time } = createManualMachine({ inflateBytesPerSecond: 10 * MIB });
    machine.balloon.resize(BigInt(1000 * MIB));
    await time.advance(1000);
    expect(machine.balloon.actualBytes).toBe(1014 * MIB);
    machine.stop();
    await time.advance(60_000);
    expect(machine.balloon.actualBytes).toBe(1014 * MIB);
    machine.cont();
    await time.advance(1500);
    expect(machine.balloon.actualBytes).toBe(1000 * MIB);
  });

  it('turn round for a new target', async () => {
    const { machine, time } = createManualMachine({ inflateBytesPerSecond: 10 * MIB });
    machine.balloon.resize(BigInt(512 * MIB));
    await time.advance(2000);
    machine.balloon.resize(BigInt(1020 * MIB));
    await time.advance(500);
    expect(machine.balloon.actualBytes).toBe(1009 * MIB);
    await time.advance(5000);
    expect(machine.balloon.actualBytes).toBe(1020 * MIB);
  });

  it('are whole pages: a target in between takes one page less', async () => {
    const { machine, time } = createManualMachine();
    machine.balloon.resize(BigInt(1000 * MIB + 1));
    await time.advance(1000);
    expect(machine.balloon.actualBytes).toBe(1000 * MIB + 4096);
  });

  it('are at most what the machine has', async () => {
    const { machine, time } = createManualMachine();
    machine.balloon.resize(BigInt(2000 * MIB));
    await time.advance(1000);
    expect(machine.balloon.actualBytes).toBe(1024 * MIB);
  });

  it('leave the guest’s total and its free memory', async () => {
    const { machine, time, stats } = createManualMachine({ guest: { memory: 'idle' } });
    const before = stats();
    machine.balloon.resize(BigInt(768 * MIB));
    machine.balloon.setInterval(2n);
    await time.advance(2000);
    const after = stats();
    expect((before['total-memory'] ?? 0) - (after['total-memory'] ?? 0)).toBe(256 * MIB);
    expect((before['free-memory'] ?? 0) - (after['free-memory'] ?? 0)).toBe(256 * MIB);
  });

  it('stay in the total of a guest that may take them back by itself', async () => {
    const options = { guest: { memory: 'idle' }, deflateOnOom: true } as const;
    const { machine, time, stats } = createManualMachine(options);
    const before = stats();
    machine.balloon.resize(BigInt(768 * MIB));
    machine.balloon.setInterval(2n);
    await time.advance(2000);
    const after = stats();
    expect(after['total-memory']).toBe(before['total-memory']);
    expect((before['free-memory'] ?? 0) - (after['free-memory'] ?? 0)).toBe(256 * MIB);
  });

  it('stop short when the guest has none left, and follow when it has again', async () => {
    const { machine, time, stats } = createManualMachine({ guest: { memory: 'leaking' } });
    machine.balloon.setInterval(1n);
    await time.advance(60_000);
    machine.balloon.resize(BigInt(64 * MIB));
    await time.advance(900);
    const short = machine.balloon.actualBytes;
    expect(short).toBeGreaterThan(300 * MIB);
    machine.balloon.report();
    expect(stats()['free-memory']).toBeLessThan(16 * MIB);
    machine.balloon.oom();
    await time.advance(2000);
    expect(machine.balloon.actualBytes).toBeLessThan(short);
  });

  it('wait in the device for a guest that has yet to boot, and boots again', async () => {
    const { machine, time } = createManualMachine({ status: 'prelaunch' });
    machine.balloon.resize(BigInt(768 * MIB));
    machine.cont();
    await time.advance(999);
    expect(machine.balloon.actualBytes).toBe(1024 * MIB);
    await time.advance(1000);
    expect(machine.balloon.actualBytes).toBe(768 * MIB);
    machine.reset();
    await time.advance(1000);
    expect(machine.balloon.actualBytes).toBe(768 * MIB);
    await time.advance(1);
    expect(machine.balloon.actualBytes).toBe(1023 * MIB);
    await time.advance(1000);
    expect(machine.balloon.actualBytes).toBe(768 * MIB);
  });
});
