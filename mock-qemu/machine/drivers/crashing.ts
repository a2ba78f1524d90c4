import type { DriverSetting, GuestDriver, GuestReport } from './guest-driver.js';
import { linuxReport } from './linux.js';

/** Dies after a number of reports: it neither reports nor moves pages any more. */
export function crashing(setting: DriverSetting): GuestDriver {
  return new CrashingDriver(setting);
}

class CrashingDriver implements GuestDriver {
  readonly #setting: DriverSetting;
  #reports = 0;

  constructor(setting: DriverSetting) {
    this.#setting = setting;
  }

  get isAlive(): boolean {
    return this.#reports < this.#setting.crashAfter;
  }

  report(send: (report: GuestReport) => void): void {
    if (!this.isAlive) return;
    this.#reports += 1;
    send(linuxReport(this.#setting.memory));
  }
}
