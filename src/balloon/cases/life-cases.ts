import { type CheckCase, failed, type Outcome, passed, seconds } from '../check-case.js';
import type { DriverBench } from '../driver-bench.js';
import { reloadDriver } from '../reload-driver.js';

const STOP = 'QEMU docs/interop/virtio-balloon-stats.rst (a timer of the guest)';
const RESET = 'virtio 1.2, 2.1 (Device Status Field), 3.1.1';
/** How long a guest may take to boot: its storage may be slow. */
const BOOT_MS = 120_000;

/** What a driver survives. */
export const LIFE_CASES: readonly CheckCase[] = [
  {
    id: 'stop-cont',
    title: 'is silent while the guest is stopped, and resumes with it',
    basis: STOP,
    needs: 'control',
    needsStats: true,
    run: async (bench) => {
      await bench.setInterval(1);
      await bench.qmp.execute('stop');
      // A report that was under way when the guest stopped arrives within this time.
      await bench.reports.awaitNew(1, 500);
      const unexpected = await bench.reports.awaitNew(1, 2500);
      await bench.qmp.execute('cont');
      if (unexpected.length > 0) return failed('a report arrived while the guest was stopped');
      return awaitFirst(bench, 3000, 'no report within 3 s of cont');
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
      await bench.reports.awaitNew(1, 2000);
      await bench.qmp.execute('system_reset');
      // A report that was requested before the reset may still arrive.
      await bench.sleep(500);
      await bench.reports.read();
      const outcome = await awaitFirst(bench, BOOT_MS, `no report within ${seconds(BOOT_MS)} of the reset`);
      const interval = await bench.interval();
      return interval === 1 ? outcome : failed(`the interval is ${interval} s after the reset; it was 1 s`);
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

/** Passes when a report arrives in time, else fails with `why`. */
async function awaitFirst(bench: DriverBench, withinMs: number, why: string): Promise<Outcome> {
  const beganMs = bench.clock.nowMs();
  const [first] = await bench.reports.awaitNew(1, withinMs);
  return first ? passed(`reported after ${seconds(first.seenMs - beganMs)}`) : failed(why);
}
