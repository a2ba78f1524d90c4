/** The result of one case of a conformance run. */
export interface CaseResult {
  /** Stable across releases, e.g. `reports-when-asked`. */
  readonly id: string;
  /** What a conforming driver does, e.g. "reports within one interval of being asked". */
  readonly title: string;
  /** The source of the rule: a section of the virtio specification, or a document of QEMU. */
  readonly basis: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped; empty when it passed. */
  readonly why: string;
  /** What was measured, a line for each fact. */
  readonly facts: readonly string[];
  readonly seconds: number;
}

/** A conformance run of the driver in one guest. */
export interface CheckReport {
  readonly guest: string;
  /** QEMU's version, e.g. `7.2.22`. */
  readonly qemu: string;
  /** QOM type and path of the device. */
  readonly device: string;
  readonly beganSeconds: number;
  readonly results: readonly CaseResult[];
  /** What could not be restored; empty when everything was. */
  readonly leftBehind: readonly string[];
}
