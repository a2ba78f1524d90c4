import { describe, expect, it } from 'vitest';
import type { BalloonReport } from '../../src/model/balloon.js';
import type { Executor } from '../../src/protocol/qmp/executor.js';
import {
  awaitReport,
  findBalloon,
  readActual,
  readInterval,
  readReport,
  setPollingInterval,
} from '../../src/qemu/balloon.js';
import { readDevices } from '../../src/qemu/devices.js';
import { commandError, fakeQemu, qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

const PATH = '/machine/peripheral/balloon0';
const device = (type: string, path = PATH) => ({ path, type, id: undefined });

function failing(errorClass: string, description: string): Executor {
  return fakeQemu(() => {
    throw commandError(errorClass, description);
  });
}

describe('findBalloon', () => {
  it.each([
    'virtio-balloon-pci',
    'virtio-balloon-ccw',
    'virtio-balloon-pci-transitional',
    'virtio-balloon-pci-non-transitional',
    'virtio-balloon-device',
  ])('finds a %s', (type) => {
    expect(findBalloon([device('virtio-blk-pci', '/x'), device(type)])).toEqual({ path: PATH, type });
  });

  it('finds none among none, and takes no hv-balloon for one', () => {
    expect(findBalloon([])).toBeUndefined();
    expect(
      findBalloon([device('hv-balloon'), device('virtio-blk-pci'), device('my-virtio-balloon-pci')]),
    ).toBeUndefined();
  });

  it.each(VERSIONS)('finds the one of a recorded %s', async (version) => {
    expect(findBalloon(await readDevices(recordedQemu(version), true))).toEqual({
      path: PATH,
      type: 'virtio-balloon-pci',
    });
  });
});

describe('readActual', () => {
  it('reads what the guest may use', async () => {
    expect(await readActual(recordedQemu('qemu-7.2'))).toBe(268_435_456);
  });

  it.each([
    ['DeviceNotActive', 'No balloon device has been activated'],
    ['KVMMissingCap', 'Using KVM without synchronous MMU, balloon unavailable'],
    ['CommandNotFound', 'The command query-balloon has not been found'],
  ])('is unknown after %s', async (errorClass, description) => {
    expect(await readActual(failing(errorClass, description))).toBeUndefined();
  });

  it('passes on that the monitor is gone', async () => {
    const failure = new Error('the monitor is gone');
    const qmp = fakeQemu(() => {
      throw failure;
    });
    await expect(readActual(qmp)).rejects.toBe(failure);
  });
});

describe('readReport', () => {
  it('reads the report of a recorded QEMU 7.2', async () => {
    expect(await readReport(recordedQemu('qemu-7.2'), PATH)).toEqual({
      supplied: {
        'stat-htlb-pgalloc': 0,
        'stat-swap-out': 0,
        'stat-available-memory': 127_066_112,
        'stat-htlb-pgfail': 0,
        'stat-free-memory': 122_007_552,
        'stat-minor-faults': 7767,
        'stat-major-faults': 0,
        'stat-total-memory': 159_789_056,
        'stat-swap-in': 0,
        'stat-disk-caches': 9_547_776,
      },
      unset: [],
      lastUpdateSeconds: 1_795_205_869,
    });
  });

  it('knows the six of a recorded QEMU 10.0 that its guest does not supply', async () => {
    const report = await readReport(recordedQemu('qemu-10.0'), PATH);
    expect([...(report?.unset ?? [])].sort()).toEqual([
      'stat-alloc-stalls',
      'stat-async-reclaims',
      'stat-async-scans',
      'stat-direct-reclaims',
      'stat-direct-scans',
      'stat-oom-kills',
    ]);
    expect(report?.supplied['stat-available-memory']).toBe(112_820_224);
    expect(report?.lastUpdateSeconds).toBe(1_795_205_905);
  });

  it.each([
    ['2^64-1 as a bigint', 2n ** 64n - 1n],
    ['2^64 as a lossy parser has it', 2 ** 64],
    ['-1 of QEMU 2.1', -1],
  ])('takes %s for not supplied', async (_, unset) => {
    const reply = { stats: { 'stat-free-memory': unset, 'stat-total-memory': 100 }, 'last-update': 5 };
    expect(
      await readReport(
        fakeQemu(() => reply),
        PATH,
      ),
    ).toEqual({
      supplied: { 'stat-total-memory': 100 },
      unset: ['stat-free-memory'],
      lastUpdateSeconds: 5,
    });
  });

  it('keeps statistics that only a later QEMU knows, exactly', async () => {
    const reply = { stats: { 'stat-new': 2n ** 60n + 1n }, 'last-update': 5 };
    expect(
      (
        await readReport(
          fakeQemu(() => reply),
          PATH,
        )
      )?.supplied,
    ).toEqual({ 'stat-new': 2n ** 60n + 1n });
  });

  it('is empty where QEMU up to 2.0 fails because the guest has not reported', async () => {
    const qmp = failing('GenericError', "guest hasn't updated any stats yet");
    expect(await readReport(qmp, PATH)).toEqual({ supplied: {}, unset: [], lastUpdateSeconds: 0 });
  });

  it('passes on that the device is gone', async () => {
    await expect(
      readReport(failing('DeviceNotFound', `Device '${PATH}' not found`), PATH),
    ).rejects.toMatchObject({
      code: 'ERR_QMP_COMMAND',
      class: 'DeviceNotFound',
    });
  });

  it('asks for the one property of the one device', async () => {
    const asked: unknown[] = [];
    await readReport(
      fakeQemu((command, args) => asked.push([command, args])),
      PATH,
    );
    expect(asked).toEqual([['qom-get', { path: PATH, property: 'guest-stats' }]]);
  });
});

describe('readInterval and setPollingInterval', () => {
  it('read and set the one property', async () => {
    const asked: unknown[] = [];
    const qmp = fakeQemu((command, args) => {
      asked.push([command, args]);
      return 5;
    });
    expect(await readInterval(qmp, PATH)).toBe(5);
    await setPollingInterval(qmp, PATH, 10);
    expect(asked).toEqual([
      ['qom-get', { path: PATH, property: 'guest-stats-polling-interval' }],
      ['qom-set', { path: PATH, property: 'guest-stats-polling-interval', value: 10 }],
    ]);
  });

  it('know no interval from a reply that is not a number', async () => {
    expect(await readInterval(qemuWith({ 'qom-get': 'x' }), PATH)).toBeUndefined();
  });
});

describe('awaitReport', () => {
  const report = (lastUpdateSeconds: number): BalloonReport => ({
    supplied: {},
    unset: [],
    lastUpdateSeconds,
  });

  /** Answers with each report in turn, and with the last one ever after. */
  function reporting(...dates: readonly number[]): { qmp: Executor; reads: () => number } {
    let reads = 0;
    const qmp = fakeQemu(() => ({ stats: {}, 'last-update': dates[Math.min(reads++, dates.length - 1)] }));
    return { qmp, reads: () => reads };
  }

  it('returns as soon as a report of another date comes', async () => {
    const { qmp, reads } = reporting(1000, 1000, 1001, 1002);
    expect(await awaitReport(qmp, PATH, report(1000), 5000)).toEqual(report(1001));
    expect(reads()).toBe(3);
  });

  it('takes the first report ever for new', async () => {
    const { qmp, reads } = reporting(0, 0, 900);
    expect(await awaitReport(qmp, PATH, undefined, 5000)).toEqual(report(900));
    expect(reads()).toBe(3);
  });

  it('takes a report of the second of the call for new, though its date is the same', async () => {
    const now = Math.floor(Date.now() / 1000) + 1;
    const { qmp, reads } = reporting(now);
    expect(await awaitReport(qmp, PATH, report(now), 5000)).toEqual(report(now));
    expect(reads()).toBe(1);
  });

  it('gives up after its time, with the last report', async () => {
    const { qmp, reads } = reporting(1000);
    const startedAt = performance.now();
    expect(await awaitReport(qmp, PATH, report(1000), 60)).toEqual(report(1000));
    const elapsedMs = performance.now() - startedAt;
    expect(elapsedMs).toBeGreaterThanOrEqual(59);
    expect(elapsedMs).toBeLessThan(2000);
    expect(reads()).toBeGreaterThanOrEqual(1);
  });

  it('does not ask at all without time', async () => {
    const { qmp, reads } = reporting(1001);
    expect(await awaitReport(qmp, PATH, report(1000), 0)).toEqual(report(1000));
    expect(reads()).toBe(0);
  });

  it("rejects with the signal's own reason", async () => {
    const { qmp } = reporting(1000);
    const options = { signal: AbortSignal.abort('enough') };
    await expect(awaitReport(qmp, PATH, report(1000), 5000, options)).rejects.toBe('enough');
  });
});
