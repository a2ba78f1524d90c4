import { type CheckCase, failed, type Outcome, passed, seconds } from '../check-case.js';
import type { DriverBench } from '../driver-bench.js';
import { reloadDriver } from '../reload-driver.js';

const STOP = 'QEMU docs/interop/virtio-balloon-stats.rst (a timer of the guest)';
const RESET = 'virtio 1.2, 2.1 (Device Status Field), 3.1.1';
/** A guest may boot from slow storage. */
export const BOOT_MS = 120_000;

/** What a driver outlives. */
export const LIFE_CASES: readonly CheckCase[] = [
  {
    id: 'stop-cont',
    title: 'is silent while the guest is stopped, and goes on with it',
    basis: STOP,
    needs: 'control',
    needsStats: true,
    run: async (bench) => {
      await bench.setInterval(1);
      await bench.qmp.execute('stop');
      // What was on its way when the guest stopped has come by then.
      await bench.awaitReports(1, 500);
      const came = await bench.awaitReports(1, 2500);
      await bench.qmp.execute('cont');
      if (came.length > 0) return failed('a report came from a guest that does not run');
      return comesBack(bench, 3000, 'no report within 3 s of cont');
    },
  },
  {
    id: 'reset',
    title: 'reports again after a reset of the machine',
    basis: RESET,
    needs: 'disruption',
    needsStats: true,
    run: async (bench) => {
      await bench.quieten();
      await bench.setInterval(1);
      await bench.awaitReports(1, 2000);
      await bench.qmp.execute('system_reset');
      // What was asked for before it may still come.
      await bench.sleep(500);
      await bench.read();
      const outcome = await comesBack(bench, BOOT_MS, `no report within ${seconds(BOOT_MS)} of the reset`);
      const interval = await bench.interval();
      return interval === 1 ? outcome : failed(`the interval is ${interval} s after the reset, and was 1 s`);
    },
  },
  {
    id: 'driver-reload',
    title: 'reports again after its driver was unloaded and loaded',
    basis: RESET,
    needs: 'disruption',
    needsStats: true,
    run: reloadDriver,
  },
];

export async function comesBack(bench: DriverBench, withinMs: number, why: string): Promise<Outcome> {
  const beganMs = bench.clock.nowMs();
  const [first] = await bench.awaitReports(1, withinMs);
  return first ? passed(`reported after ${seconds(first.seenMs - beganMs)}`) : failed(why);
}
