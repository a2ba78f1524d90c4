import type { QemuVersion } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { UnsetForm } from './balloon-options.js';
import { statKeys } from './balloon-stats.js';
import type { GuestReport } from './drivers/guest-driver.js';

/** The value of the property `guest-stats`: the guest's last report, with the overrides of a test. */
export class GuestStats {
  readonly #version: QemuVersion;
  readonly #unset: UnsetForm;
  readonly #overrides = new Map<string, bigint | number>();
  #report: GuestReport = new Map();
  #lastUpdate = 0;

  constructor(version: QemuVersion, unset: UnsetForm) {
    this.#version = version;
    this.#unset = unset;
  }

  take(report: GuestReport, nowMs: number): void {
    this.#report = report;
    this.#lastUpdate = Math.floor(nowMs / 1000);
  }

  forget(): void {
    this.#report = new Map();
    this.#lastUpdate = 0;
  }

  override(stats: Readonly<Record<string, bigint | number | undefined>>): void {
    for (const [key, value] of Object.entries(stats)) {
      if (value === undefined) this.#overrides.delete(key);
      else this.#overrides.set(key, value);
    }
  }

  /** @throws {QmpError} when the guest has not reported yet and the mock behaves as QEMU before 2.1 */
  encode(): JsonObject {
    const lastUpdate = this.#overrides.get('last-update') ?? this.#lastUpdate;
    if (this.#unset === 'error' && lastUpdate === 0) throw new QmpError("guest hasn't updated any stats yet");
    const unset = this.#unset === 'max' ? 2n ** 64n - 1n : -1n;
    const stats = new Map<string, Json>();
    for (const key of statKeys(this.#version)) stats.set(key, this.#report.get(key) ?? unset);
    for (const [key, value] of this.#overrides) if (key !== 'last-update') stats.set(key, value);
    return { stats: Object.fromEntries(stats), 'last-update': lastUpdate };
  }
}
