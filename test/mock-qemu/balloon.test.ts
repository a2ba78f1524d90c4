import { describe, expect, it } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { connectRaw, type RawClient } from './raw-client.js';

const BALLOON = '/machine/peripheral/balloon0';
const INTERVAL = 'guest-stats-polling-interval';
const UNSET = '18446744073709551615';
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

describe('the balloon', () => {
  it('has a first report from the driver, polled or not', async () => {
    await using lab = await startLab({ startMs: 1795205869999 });
    const stats = await guestStats(lab);
    expect(stats).toMatch(/"stat-total-memory": \d{9,10}[,}]/);
    expect(stats).toMatch(/"last-update": 1795205869\}/);
    expect(await get(lab, INTERVAL)).toBe('{"return": 0}');
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

  it('has two older forms of an unset statistic', async () => {
    const driver = 'windows-without-service';
    await using old = await startLab({ driver, unset: 'minus-one', startMs: 5000 });
    expect(await guestStats(old)).toMatch(/"stat-disk-caches": -1\}, "last-update": 5\}/);
    await using oldest = await startLab({ driver: 'none', unset: 'error' });
    expect(await guestStats(oldest)).toBe(
      '{"error": {"class": "GenericError", "desc": "guest hasn\'t updated any stats yet"}}',
    );
  });

  it('polls the guest at once when polling begins, and again after each interval', async () => {
    await using lab = await startLab({ startMs: 1000 });
    await lab.qemu.advance(10_000);
    expect(await lastUpdate(lab)).toBe(1);
    expect(await set(lab, INTERVAL, 2)).toBe('{"return": {}}');
    await lab.qemu.advance(0);
    expect(await lastUpdate(lab)).toBe(11);
    await lab.qemu.advance(1999);
    expect(await lastUpdate(lab)).toBe(11);
    await lab.qemu.advance(1);
    expect(await lastUpdate(lab)).toBe(13);
    await lab.qemu.advance(3_600_000);
    expect(await lastUpdate(lab)).toBe(3613);
  });

  it('waits a whole new interval when that is changed, and not when it is set again', async () => {
    await using lab = await startLab({ startMs: 0 });
    await set(lab, INTERVAL, 10);
    await lab.qemu.advance(6000);
    await set(lab, INTERVAL, 10);
    await lab.qemu.advance(4000);
    expect(await lastUpdate(lab)).toBe(10);
    await lab.qemu.advance(6000);
    await set(lab, INTERVAL, 8);
    await lab.qemu.advance(7999);
    expect(await lastUpdate(lab)).toBe(10);
    await lab.qemu.advance(1);
    expect(await lastUpdate(lab)).toBe(24);
    await set(lab, INTERVAL, 0);
    await lab.qemu.advance(60_000);
    expect(await lastUpdate(lab)).toBe(24);
  });

  it('stands still while the machine is stopped, and waits for the rest of the interval after it', async () => {
    await using lab = await startLab({ startMs: 0 });
    await set(lab, INTERVAL, 5);
    await lab.qemu.advance(3000);
    lab.qemu.machine.stop();
    await lab.qemu.advance(60_000);
    expect(lab.client.text).toContain('"event": "STOP"');
    lab.qemu.machine.cont();
    await lab.qemu.advance(1999);
    expect(lab.qemu.balloon.guestStats()['last-update']).toBe(0);
    await lab.qemu.advance(1);
    expect(lab.qemu.balloon.guestStats()['last-update']).toBe(65);
  });

  it('accepts the longest interval without polling continuously', async () => {
    await using lab = await startLab({ startMs: 1000 });
    await set(lab, INTERVAL, 4294967294);
    await lab.qemu.advance(1000);
    await set(lab, INTERVAL, 4294967295);
    await lab.qemu.advance(1000);
    expect(await lastUpdate(lab)).toBe(1);
    expect(await get(lab, INTERVAL)).toBe('{"return": 4294967295}');
    await lab.qemu.advance(4294967295 * 1000);
    expect(await lastUpdate(lab)).toBe(4294967297);
  });

  it('forgets its statistics at a reset since 10.0, and keeps the interval', async () => {
    for (const [version, forgets] of [
      ['7.2', 5],
      ['10.0', 0],
    ] as const) {
      await using lab = await startLab({ version, startMs: 5000 });
      await set(lab, INTERVAL, 600);
      lab.client.write('{"execute":"system_reset"}');
      await lab.client.lines(2);
      expect(await lastUpdate(lab)).toBe(forgets);
      expect(await get(lab, INTERVAL)).toBe('{"return": 600}');
      await lab.qemu.advance(1000);
      expect(await lastUpdate(lab)).toBe(6);
    }
  });

  it('learns of the driver when the guest has booted', async () => {
    await using lab = await startLab({ status: 'prelaunch', startMs: 5000 });
    await lab.qemu.advance(60_000);
    expect(await lastUpdate(lab)).toBe(0);
    lab.qemu.machine.cont();
    await lab.client.lines(1);
    await lab.qemu.advance(1000);
    expect(await lastUpdate(lab)).toBe(66);
  });

  it('knows nothing of an incoming guest until it runs', async () => {
    await using lab = await startLab({ status: 'inmigrate', startMs: 5000 });
    await lab.qemu.advance(10_000);
    expect(await lastUpdate(lab)).toBe(0);
    lab.qemu.machine.cont();
    await lab.qemu.advance(0);
    expect(lab.qemu.balloon.guestStats()['last-update']).toBe(15);
    expect(lab.qemu.balloon.intervalSeconds).toBe(0);
  });

  it('shows values that a test sets over every later report, until they are unset', async () => {
    await using lab = await startLab({ startMs: 5000 });
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

  it('moves in steps, and reports that at once and then once a second, with the time of the change', async () => {
    await using lab = await startLab({ startMs: 1795205869000 });
    await lab.client.ask({ execute: 'balloon', arguments: { value: 768 * MIB } });
    expect(lab.qemu.balloon.actualBytes).toBe(GIB);
    await lab.qemu.advance(1000);
    const [first] = await lab.client.lines(1);
    expect(first).toMatch(
      /"microseconds": 976.*"event": "BALLOON_CHANGE", "data": \{"actual": 1072693248\}\}/,
    );
    expect(lab.qemu.balloon.actualBytes).toBe(768 * MIB);
    await lab.qemu.advance(1);
    const [second] = await lab.client.lines(1);
    expect(second).toMatch(/"seconds": 1795205869, "microseconds": 250000.*\{"actual": 805306368\}\}/);
    await lab.client.ask({ execute: 'balloon', arguments: { value: GIB } });
    await lab.qemu.advance(10_000);
    const [third] = await lab.client.lines(1);
    expect(third).toMatch(/"seconds": 1795205870, "microseconds": 251000.*\{"actual": 1073741824\}\}/);
    expect(await lab.client.ask({ execute: 'query-balloon' })).toBe('{"return": {"actual": 1073741824}}');
  });

  it('has its features from the options', async () => {
    await using lab = await startLab({ deflateOnOom: true, freePageReporting: true, pagePoison: false });
    const features = ['deflate-on-oom', 'free-page-hint', 'page-poison', 'free-page-reporting'];
    const values = [];
    for (const feature of features) values.push(await get(lab, feature));
    expect(values).toEqual([true, false, false, true].map((value) => `{"return": ${value}}`));
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
  const qemu = await startMockQemu({ time: 'manual', ...options });
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
