/** How the control calls of a Domain are carried out. */
export interface ControlOptions {
  /** How long a call may take that does not say so itself, in milliseconds (default: as each method says). */
  readonly deadlineMs?: number | undefined;
  /** Permits also to run programs in the guest: its agent runs them as its own user, mostly root (default: false). */
  readonly guestExec?: boolean | undefined;
  /**
   * Called with each step instead of carrying it out, as a person would type it; `request` is what its QEMU would be sent, where that
   * is the step. What is only read is read.
   */
  readonly dryRun?: ((step: string, request: QemuRequest | undefined) => void) | undefined;
  /** Called once for each call that has ended, however it ended; a dry run has no record. */
  readonly audit?: ((record: AuditRecord) => void) | undefined;
  /** Called with how far a call has got that can tell. */
  readonly onProgress?: ((progress: ControlProgress) => void) | undefined;
  /**
   * Where control calls of several programs take turns at a guest (default: `control` in the runtime directory). Where that
   * cannot be made, they take turns within this process alone.
   */
  readonly lockDirectory?: string | undefined;
}

/** A command as it is written on a monitor: with credentials that an address in it may have. A {@link Secret} in it prints as `***`. */
export interface QemuRequest {
  readonly execute: string;
  readonly arguments?: object | undefined;
}

/** How long a single control call may take, and what ends it. */
export interface CallOptions {
  /** In milliseconds; each method has its own default. */
  readonly deadlineMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How far a control call has got. */
export interface ControlProgress {
  readonly verb: string;
  /** What it waits for, e.g. `the guest to shut down`. */
  readonly what: string;
  readonly done?: number | undefined;
  readonly total?: number | undefined;
  /** What `done` counts (default: `bytes`). */
  readonly unit?: string | undefined;
}

/** Who did what to which guest, and how that ended. Passwords and keys are hidden. */
export interface AuditRecord {
  /** Seconds since the epoch, when the call began. */
  readonly atSeconds: number;
  readonly seconds: number;
  readonly guest: string;
  readonly uuid: string | undefined;
  /** The process of its QEMU. */
  readonly pid: number | undefined;
  readonly verb: string;
  /** Each step that was begun, as a person would type it. */
  readonly steps: readonly string[];
  /** `refused`: before its first step, so that nothing was done; `aborted`: by its signal. */
  readonly result: 'done' | 'failed' | 'aborted' | 'refused';
  /** Why it has failed. */
  readonly message: string | undefined;
}
