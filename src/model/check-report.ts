/** What became of one case of a conformance run. */
export interface CaseResult {
  /** Stable across releases, e.g. `reports-when-asked`. */
  readonly id: string;
  /** What a conforming driver does, e.g. "reports within one interval of being asked". */
  readonly title: string;
  /** What the case rests on: a section of the virtio specification, or a document of QEMU's. */
  readonly basis: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was left out; empty when it passed. */
  readonly why: string;
  /** What was measured, a line each. */
  readonly facts: readonly string[];
  readonly seconds: number;
}

/** A conformance run over the driver of one guest. */
export interface CheckReport {
  readonly guest: string;
  /** QEMU's version, e.g. `7.2.22`. */
  readonly qemu: string;
  /** QOM type and path of the device. */
  readonly device: string;
  readonly beganSeconds: number;
  readonly results: readonly CaseResult[];
  /** What could not be put back as it was found; empty when all was. */
  readonly leftBehind: readonly string[];
}
