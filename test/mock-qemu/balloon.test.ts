import { describe, expect, it } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { connectRaw, type RawClient } from './raw-client.js';

const BALLOON = '/machine/peripheral/balloon0';
const INTERVAL = 'guest-stats-polling-interval';
const UNSET = '18446744073709551615';

describe('the balloon', () => {
  it('has a first report from the driver, polled or not', async () => {
    await using lab = await startLab({ nowMs: () => 1795205869999 });
    const stats = await guestStats(lab);
    expect(stats).toMatch(/"stat-total-memory": \d{9,10}[,}]/);
    expect(stats).toMatch(/"last-update": 1795205869\}/);
    expect(await get(lab, INTERVAL)).toBe('{"return": 0}');
  });

  it('shows a guest that uses memory: free, available and caches are within the total', async () => {
    await using lab = await startLab({ seed: 3 });
    for (let reports = 0; reports < 200; reports += 1) {
      lab.qemu.balloon.report();
      const stats = JSON.parse(await guestStats(lab)).return.stats;
      expect(stats['stat-total-memory']).toBeLessThan(1024 ** 3);
      expect(stats['stat-free-memory'] % 4096).toBe(0);
      expect(stats['stat-available-memory']).toBeLessThanOrEqual(stats['stat-total-memory']);
      expect(stats['stat-free-memory'] + stats['stat-disk-caches']).toBeLessThanOrEqual(
        stats['stat-total-memory'],
      );
    }
  });

  it('walks the same way from the same seed', async () => {
    const walk = async (seed: number) => {
      await using lab = await startLab({ seed, nowMs: () => 0 });
      lab.qemu.balloon.report();
      const first = await guestStats(lab);
      lab.qemu.balloon.report();
      return [first, await guestStats(lab)];
    };
    const [first, second] = await walk(5);
    expect(first).not.toBe(second);
    expect(await walk(5)).toEqual([first, second]);
    expect(await walk(6)).not.toEqual([first, second]);
  });

  it('knows the keys of 9.2 only since then', async () => {
    for (const [version, count] of [
      ['5.2', 10],
      ['7.2', 10],
      ['10.0', 16],
      ['11.1', 16],
    ] as const) {
      await using lab = await startLab({ version });
      expect((await guestStats(lab)).match(/"stat-/g)).toHaveLength(count);
    }
  });

  it('prints its keys as QEMU 10.0 prints them', async () => {
    await using lab = await startLab({ version: '10.0', driver: 'none' });
    expect(await guestStats(lab)).toBe(
      `{"return": {"stats": {"stat-htlb-pgalloc": ${UNSET}, "stat-swap-out": ${UNSET}, "stat-alloc-stalls": ${UNSET}, "stat-available-memory": ${UNSET}, "stat-direct-reclaims": ${UNSET}, "stat-direct-scans": ${UNSET}, "stat-htlb-pgfail": ${UNSET}, "stat-free-memory": ${UNSET}, "stat-minor-faults": ${UNSET}, "stat-major-faults": ${UNSET}, "stat-total-memory": ${UNSET}, "stat-oom-kills": ${UNSET}, "stat-async-reclaims": ${UNSET}, "stat-swap-in": ${UNSET}, "stat-async-scans": ${UNSET}, "stat-disk-caches": ${UNSET}}, "last-update": 0}}`,
    );
  });

  it('has two older ways to say that a statistic is not supplied', async () => {
    await using old = await startLab({ driver: 'empty', unset: 'minus-one', nowMs: () => 5000 });
    expect(await guestStats(old)).toMatch(/"stat-disk-caches": -1\}, "last-update": 5\}/);
    await using oldest = await startLab({ driver: 'none', unset: 'error' });
    expect(await guestStats(oldest)).toBe(
      '{"error": {"class": "GenericError", "desc": "guest hasn\'t updated any stats yet"}}',
    );
  });

  it('may have a driver that reports nothing, and freshly', async () => {
    await using lab = await startLab({ driver: 'empty', nowMs: () => 7000 });
    const stats = await guestStats(lab);
    expect(stats).toMatch(/"last-update": 7\}/);
    expect(stats.match(new RegExp(UNSET, 'g'))).toHaveLength(16);
  });

  it('asks the guest at once when polling begins, and again after the interval', async () => {
    let now = 1000;
    await using lab = await startLab({ nowMs: () => now });
    now = 2000;
    expect(await set(lab, INTERVAL, 1)).toBe('{"return": {}}');
    await expect.poll(() => lastUpdate(lab)).toBe(2);
    now = 3000;
    expect(await lastUpdate(lab)).toBe(2);
    await expect.poll(() => lastUpdate(lab), { timeout: 3000 }).toBe(3);
  });

  it('asks a silent driver in vain', async () => {
    let now = 1000;
    await using lab = await startLab({ driver: 'silent', nowMs: () => now });
    now = 2000;
    await set(lab, INTERVAL, 1);
    await lab.client.after(1200);
    expect(await lastUpdate(lab)).toBe(1);
  });

  it('stands still while the machine is stopped', async () => {
    let now = 1000;
    await using lab = await startLab({ nowMs: () => now });
    lab.qemu.machine.stop();
    await lab.client.lines(1);
    now = 2000;
    await set(lab, INTERVAL, 1);
    await lab.client.after(100);
    expect(await lastUpdate(lab)).toBe(1);
    lab.qemu.machine.cont();
    await lab.client.lines(1);
    await expect.poll(() => lastUpdate(lab)).toBe(2);
  });

  it('takes the longest interval without asking all the time', async () => {
    let now = 1000;
    await using lab = await startLab({ nowMs: () => now });
    now = 2000;
    await set(lab, INTERVAL, 4294967294);
    await expect.poll(() => lastUpdate(lab)).toBe(2);
    now = 3000;
    await set(lab, INTERVAL, 4294967295);
    await lab.client.after(50);
    expect(await lastUpdate(lab)).toBe(2);
    expect(await get(lab, INTERVAL)).toBe('{"return": 4294967295}');
  });

  it('forgets its statistics at a reset since 10.0, and keeps the interval', async () => {
    for (const [version, expected] of [
      ['7.2', 5],
      ['10.0', 0],
    ] as const) {
      await using lab = await startLab({ version, nowMs: () => 5000 });
      await set(lab, INTERVAL, 600);
      lab.client.write('{"execute":"system_reset"}');
      await lab.client.lines(2);
      expect(await lastUpdate(lab)).toBe(expected);
      expect(await get(lab, INTERVAL)).toBe('{"return": 600}');
    }
  });

  it('hears of the driver when the guest has booted', async () => {
    await using lab = await startLab({ status: 'prelaunch', nowMs: () => 5000 });
    await lab.client.after(1100);
    expect(await lastUpdate(lab)).toBe(0);
    lab.qemu.machine.cont();
    await lab.client.lines(1);
    await expect.poll(() => lastUpdate(lab), { timeout: 3000 }).toBe(5);
  });

  it('shows what a test sets, over every later report, until it is taken back', async () => {
    await using lab = await startLab({ nowMs: () => 5000 });
    lab.qemu.balloon.set({
      'stat-free-memory': 4096,
      'stat-oom-kills': 2n ** 63n,
      'stat-new': 1,
      'last-update': 9,
    });
    lab.qemu.balloon.report();
    const stats = await guestStats(lab);
    expect(stats).toContain('"stat-free-memory": 4096,');
    expect(stats).toContain('"stat-oom-kills": 9223372036854775808');
    expect(stats).toContain('"stat-new": 1');
    expect(await lastUpdate(lab)).toBe(9);
    lab.qemu.balloon.set({ 'last-update': undefined });
    expect(await lastUpdate(lab)).toBe(5);
  });

  it('takes what it inflates out of the guest’s total, and says so once a second at most', async () => {
    await using lab = await startLab();
    const before = JSON.parse(await guestStats(lab)).return.stats['stat-total-memory'];
    lab.client.write('{"execute":"balloon","arguments":{"value":805306368}}');
    const [reply, event] = await lab.client.lines(2);
    expect(reply).toBe('{"return": {}}\r\n');
    expect(event).toMatch(/"event": "BALLOON_CHANGE", "data": \{"actual": 805306368\}\}/);
    lab.qemu.balloon.report();
    expect(JSON.parse(await guestStats(lab)).return.stats['stat-total-memory']).toBe(before - 268435456);
    for (const value of [536870912, 1073741824]) {
      await lab.client.ask({ execute: 'balloon', arguments: { value } });
      await expect.poll(() => lab.qemu.balloon.actualBytes).toBe(value);
    }
    expect((await lab.client.lines(1)).join()).toContain('{"actual": 1073741824}');
    expect(await lab.client.ask({ execute: 'query-balloon' })).toBe('{"return": {"actual": 1073741824}}');
  });

  it('does not move without a driver', async () => {
    await using lab = await startLab({ driver: 'none' });
    await lab.client.ask({ execute: 'balloon', arguments: { value: 4096 } });
    await lab.client.after(50);
    expect(lab.qemu.balloon.actualBytes).toBe(1024 ** 3);
  });

  it('may be missing', async () => {
    await using lab = await startLab({ balloon: 'none' });
    for (const request of [{ execute: 'query-balloon' }, { execute: 'balloon', arguments: { value: 1 } }]) {
      expect(await lab.client.ask(request)).toBe(
        '{"error": {"class": "DeviceNotActive", "desc": "No balloon device has been activated"}}',
      );
    }
    expect(await get(lab, 'guest-stats')).toContain('"class": "DeviceNotFound"');
  });
});

interface Lab extends AsyncDisposable {
  readonly qemu: MockQemu;
  readonly client: RawClient;
}

async function startLab(options: MockQemuOptions = {}): Promise<Lab> {
  const qemu = await startMockQemu(options);
  const client = await connectRaw(qemu.address);
  await client.negotiate();
  const dispose = async () => {
    await client.close();
    await qemu.close();
  };
  return { qemu, client, [Symbol.asyncDispose]: dispose };
}

function get(lab: Lab, property: string): Promise<string> {
  return lab.client.ask({ execute: 'qom-get', arguments: { path: BALLOON, property } });
}

function set(lab: Lab, property: string, value: number): Promise<string> {
  return lab.client.ask({ execute: 'qom-set', arguments: { path: BALLOON, property, value } });
}

function guestStats(lab: Lab): Promise<string> {
  return get(lab, 'guest-stats');
}

async function lastUpdate(lab: Lab): Promise<number> {
  return JSON.parse(await guestStats(lab)).return['last-update'];
}
