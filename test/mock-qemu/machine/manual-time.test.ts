import { describe, expect, it } from 'vitest';
import { ManualTime } from '../../../mock-qemu/machine/manual-time.js';
import { sleep } from '../../../mock-qemu/machine/time-source.js';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { connectRaw } from '../raw-client.js';

describe('manual time', () => {
  it('stands still until it is advanced, and then has passed exactly', async () => {
    const time = new ManualTime(5000);
    expect([time.nowMs(), time.monotonicMs()]).toEqual([5000, 0]);
    await time.advance(1500);
    expect([time.nowMs(), time.monotonicMs()]).toEqual([6500, 1500]);
  });

  it('runs due timers in order, each at its time, also those set on the way', async () => {
    const time = new ManualTime(0);
    const fired: [string, number][] = [];
    const note = (name: string) => () => fired.push([name, time.nowMs()]);
    time.after(300, note('late'));
    time.after(100, note('early'));
    time.after(100, note('early too'));
    time.after(200, () => time.after(50, note('set on the way')));
    time.after(1001, note('not due'));
    time.after(150, note('cancelled'))();
    await time.advance(1000);
    expect(fired).toEqual([
      ['early', 100],
      ['early too', 100],
      ['set on the way', 250],
      ['late', 300],
    ]);
  });

  it('lets what waits for a timer go on before the next is due', async () => {
    const time = new ManualTime(0);
    const woken: number[] = [];
    const sleeper = async () => {
      for (let round = 0; round < 3; round += 1) {
        await sleep(time, 10, new AbortController().signal);
        woken.push(time.nowMs());
      }
    };
    void sleeper();
    await time.advance(25);
    expect(woken).toEqual([10, 20]);
  });

  it('takes one advance after the other', async () => {
    const time = new ManualTime(0);
    const fired: number[] = [];
    time.after(15, () => fired.push(time.nowMs()));
    await Promise.all([time.advance(10), time.advance(10)]);
    expect([fired, time.nowMs()]).toEqual([[15], 20]);
  });

  it('does not go backwards', () => {
    expect(() => new ManualTime(0).advance(-1)).toThrow('cannot advance time by -1 ms: expected 0 or more');
  });

  it('ends a sleep early when its signal is aborted', async () => {
    const time = new ManualTime(0);
    const closing = new AbortController();
    const asleep = sleep(time, 1000, closing.signal);
    closing.abort();
    await asleep;
    await sleep(time, 1000, closing.signal);
    expect(time.nowMs()).toBe(0);
  });

  it('keeps machines that share it in step, monitors and guests alike', async () => {
    const time = new ManualTime(0);
    await using first = await startMockQemu({ time, driver: 'slow' });
    await using second = await startMockQemu({ time });
    for (const { balloon } of [first, second]) balloon.setInterval(60n);
    await first.advance(600_000);
    expect(first.balloon.guestStats()['last-update']).toBe(570);
    expect(second.balloon.guestStats()['last-update']).toBe(600);
  });

  it('decides how long a slow monitor takes, whose bytes have been read when it has passed', async () => {
    await using qemu = await startMockQemu({ time: 'manual', faults: [{ kind: 'delay', ms: 60_000 }] });
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    client.write('{"execute":"qmp_capabilities"}');
    await expect.poll(() => qemu.calls).toHaveLength(1);
    await qemu.advance(59_999);
    expect(client.text).toBe('');
    await qemu.advance(1);
    expect(client.text).toBe('{"return": {}}\r\n');
  });

  it('cannot be advanced by a mock in real time', async () => {
    await using qemu = await startMockQemu();
    await expect(qemu.advance(1)).rejects.toMatchObject({
      code: 'ERR_MOCK_REAL_TIME',
      message: "real time cannot be advanced: start the mock with time: 'manual'",
    });
  });
});
