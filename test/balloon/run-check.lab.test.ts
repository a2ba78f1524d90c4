import { expect, it, onTestFinished } from 'vitest';
import { type CheckCase, passed } from '../../src/balloon/check-case.js';
import { DriverBench } from '../../src/balloon/driver-bench.js';
import { CHECK_CASES, runCheck } from '../../src/balloon/run-check.js';
import type { CaseResult } from '../../src/model/check-report.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { findBalloon } from '../../src/qemu/balloon.js';
import { readDevices } from '../../src/qemu/devices.js';
import { describeLab } from '../lab/context.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import { entryFor } from '../lab/qemu-version.js';

/** A balloon on a port of its own can be unplugged and plugged in again. */
const HOT_PLUGGED = [
  ...['-device', 'pcie-root-port,id=rp0,slot=1'],
  ...['-device', 'virtio-balloon-pci,id=balloon0,bus=rp0,deflate-on-oom=on'],
];

/** The cases that need x-query-virtio-status, which aborts QEMU 11.1 and is never sent to it. */
const ABOUT_THE_DRIVER = ['driver-ready', 'stats-queue'];
const NOT_ASKED =
  'x-query-virtio-status was not sent: it aborts QEMU 11.1, was tried on 7.2 and 10.0 only, and this is 11.1';

/** Every case waits for a driver that does not answer. */
const LONG_MS = 240_000;

describeLab('a conformance run over a real Linux guest', (lab) => {
  it('passes everything, and restores the guest', { timeout: LONG_MS }, async () => {
    await using guest = await bootGuest(lab, { name: 'good', balloon: 'none', extraArgs: HOT_PLUGGED });
    const { bench } = await benchOf(guest);
    await bench.setInterval(9);
    const { results, leftBehind } = await runCheck(bench, { control: true, disruptive: true });
    const unknown = ABOUT_THE_DRIVER.map((id) => `${id}: ${NOT_ASKED}`);
    expect(notPassed(results)).toEqual(entryFor(lab.qemu, { '7.2': [], '11.1': unknown }));
    expect(leftBehind).toEqual([]);
    expect([await bench.interval(), await bench.actual(), (await bench.runStatus()).runState]).toEqual([
      9,
      256 * 2 ** 20,
      'running',
    ]);
  });

  it('fails exactly the cases that need the driver when it is unloaded in the middle', {
    timeout: LONG_MS,
  }, async () => {
    await using guest = await bootGuest(lab, { name: 'robbed' });
    const { bench } = await benchOf(guest);
    const unloads: CheckCase = {
      ...{ id: 'unloads', title: 'loses its driver', basis: 'this test' },
      run: async () => {
        expect(await guest.run('rmmod virtio_balloon')).toMatchObject({ status: 0 });
        return passed();
      },
    };
    const cases = CHECK_CASES.flatMap((one) => (one.id === 'interval-change' ? [unloads, one] : [one]));
    const { results, leftBehind } = await runCheck(bench, { control: true, disruptive: false, cases });
    expect(idsOf(results, 'failed')).toEqual([
      ...['interval-change', 'off-on', 'setting-burst', 'inflates', 'total-follows', 'reports-while-moving'],
      'stop-cont',
    ]);
    expect(idsOf(results, 'skipped')).toEqual([
      ...entryFor(lab.qemu, { '7.2': [], '11.1': ABOUT_THE_DRIVER }),
      ...['deflates', 'deflate-on-oom', 'reset', 'driver-reload'],
    ]);
    expect(leftBehind).toEqual([]);
    // The target is still in force when the driver is loaded again.
    await guest.run('insmod /modules/virtio_balloon.ko');
    await expect.poll(() => bench.actual()).toBe(256 * 2 ** 20);
  });

  it('reports a missing driver, and skips the cases that need one', { timeout: LONG_MS }, async () => {
    await using guest = await bootGuest(lab, { name: 'bare', driver: false });
    const { bench } = await benchOf(guest);
    const { results } = await runCheck(bench, { control: true, disruptive: false });
    // Without knowing the driver, each case waits for it.
    const silent = [
      ...['reports-when-asked', 're-arms', 'interval-change', 'off-on', 'setting-burst', 'inflates'],
      ...['total-follows', 'reports-while-moving', 'stop-cont'],
    ];
    const failed = entryFor(lab.qemu, { '7.2': [...ABOUT_THE_DRIVER, 'inflates'], '11.1': silent });
    expect(idsOf(results, 'failed')).toEqual(failed);
    const why = entryFor(lab.qemu, {
      '7.2': 'the guest has no driver',
      '11.1': '0 of 4 reports arrived within',
    });
    expect(results.find(({ id }) => id === 're-arms')?.why).toContain(why);
  });
});

async function benchOf(guest: LabGuest): Promise<{ readonly bench: DriverBench }> {
  const client = await QmpClient.connect(guest.monitors[0] ?? '', { control: true, unstable: true });
  onTestFinished(() => client.close());
  const device = findBalloon(await readDevices(client, false));
  if (device === undefined) throw new Error('the guest has no balloon');
  const question = { unstable: true, version: client.greeting.version };
  return {
    bench: await DriverBench.open(client, device, { question, signal: new AbortController().signal }),
  };
}

function notPassed(results: readonly CaseResult[]): readonly string[] {
  return results.filter(({ state }) => state !== 'passed').map(({ id, why }) => `${id}: ${why}`);
}

function idsOf(results: readonly CaseResult[], state: CaseResult['state']): readonly string[] {
  return results.filter((result) => result.state === state).map(({ id }) => id);
}
