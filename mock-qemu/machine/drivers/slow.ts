import type { DriverSetting, GuestDriver } from './guest-driver.js';
import { linuxReport } from './linux.js';

/** Reports when it loads; answers each later request after `slowMs` of guest time. */
export function slow({ memory, clock, slowMs }: DriverSetting): GuestDriver {
  let hasReported = false;
  return {
    isAlive: true,
    report: (send) => {
      if (hasReported) clock.after(slowMs, () => send(linuxReport(memory)));
      else send(linuxReport(memory));
      hasReported = true;
    },
  };
}
