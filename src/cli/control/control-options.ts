import { flag, type OptionsOf, option } from '../typed-option.js';
import { parseDurationOption, UsageError } from '../usage.js';

/** The options of every command that changes something by a control call. */
export const CONTROL_OPTIONS = {
  control: flag('--control', 'allow the change; required'),
  dryRun: flag('--dry-run', 'print what would be done, and do nothing'),
  /** Seconds. */
  deadline: option('--deadline <duration>', 'time limit of the change, until it is seen', {
    parse: parseDurationOption,
    shown: 'as the verb needs',
  }),
  auditLog: option('--audit-log <file>', 'append a line about the call to this file', {
    parse: (file) => {
      if (file === '') throw new UsageError("'' is not a valid file for --audit-log");
      return file;
    },
    shown: "$QGAUGE_AUDIT_LOG, else the system's journal",
  }),
};

export type ControlFlags = OptionsOf<typeof CONTROL_OPTIONS>;

/**
 * Checks that a change is allowed, or only to be shown.
 *
 * @param what it changes, e.g. `reset changes the guest`
 * @throws {UsageError}
 */
export function requireControl(what: string, { control, dryRun }: ControlFlags): void {
  if (control || dryRun) return;
  throw new UsageError(`${what}: add --control to do it, or --dry-run to see how`);
}
