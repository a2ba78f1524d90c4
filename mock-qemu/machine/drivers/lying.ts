import type { DriverSetting, GuestDriver, GuestReport } from './guest-driver.js';
import { linuxReport } from './linux.js';

/** Reports more free memory than the total, and counters that step back in every other report. */
export function lying({ memory }: DriverSetting): GuestDriver {
  let reports = 0;
  return {
    isAlive: true,
    report: (send) => {
      reports += 1;
      send(lies(linuxReport(memory), reports % 2 === 0));
    },
  };
}

function lies(truth: GuestReport, stepsBack: boolean): GuestReport {
  const counter = (key: string) => (truth.get(key) ?? 0n) / (stepsBack ? 2n : 1n);
  return new Map([
    ...truth,
    ['stat-free-memory', (truth.get('stat-total-memory') ?? 0n) * 2n],
    ['stat-minor-faults', counter('stat-minor-faults')],
    ['stat-major-faults', counter('stat-major-faults')],
  ]);
}
