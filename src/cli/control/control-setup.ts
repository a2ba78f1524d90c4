import type {
  AuditRecord,
  ControlOptions,
  ControlProgress,
  QemuRequest,
} from '../../domain/control/control-options.js';
import type { Progress } from '../../terminal/describe-progress.js';
import type { Context } from '../context.js';
import { auditFailure, checkAuditLog, writeAudit } from './audit-log.js';
import type { ControlFlags } from './control-options.js';

/** The control calls of one command: how they are carried out, how far they have got, and their record. */
export class ControlSetup {
  readonly options: ControlOptions;
  readonly #records: AuditRecord[] = [];
  readonly #auditLog: string | undefined;
  readonly #warn: Context['warn'];
  #progress: ControlProgress | undefined;

  /** @param describe a step, for `--dry-run` (default: as a person would type it) */
  constructor(
    { dryRun, deadline, auditLog, guestExec }: ControlFlags & { readonly guestExec?: boolean },
    { out, warn }: Pick<Context, 'out' | 'warn'>,
    describe: (step: string, request: QemuRequest | undefined) => string = (step) => step,
  ) {
    this.#auditLog = auditLog ?? (process.env.QGAUGE_AUDIT_LOG || undefined);
    this.#warn = warn;
    this.options = {
      deadlineMs: deadline === undefined ? undefined : deadline * 1000,
      guestExec: guestExec === true || dryRun === true,
      dryRun: dryRun ? (step, request) => out(`${describe(step, request)}\n`) : undefined,
      audit: (record) => this.#records.push(record),
      onProgress: (progress) => {
        this.#progress = progress;
      },
    };
  }

  /** Checks before anything is done that it can be put on record. @throws {AuditLogError} */
  async check(): Promise<void> {
    if (this.#auditLog !== undefined && !this.options.dryRun) await checkAuditLog(this.#auditLog);
  }

  /** How far a call has got. */
  progress(): Progress | undefined {
    if (this.#progress === undefined) return undefined;
    const { what, done, total, unit = 'bytes' } = this.#progress;
    return done === undefined ? { what: `waiting for ${what}` } : { what, done, total, unit };
  }

  /** Writes the record; a call that was carried out has succeeded even where that fails, which is said. */
  async record(): Promise<void> {
    try {
      await writeAudit(this.#records, this.#auditLog);
    } catch (error) {
      this.#warn(auditFailure(this.#auditLog, error));
    }
  }
}
