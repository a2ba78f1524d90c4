import type { CallOptions } from '../../../../src/domain/control/control-options.js';
import type { Domain } from '../../../../src/domain/domain.js';

/** A call that chaos makes: by the library, or by a command that is killed. */
export interface ChaosCall {
  /** The verb of `qgauge dom`, and what follows the guest; {@link FILE} stands for one that may be written. */
  readonly typed: readonly [verb: string, ...words: string[]];
  readonly run: (domain: Domain, options: CallOptions, file: string) => Promise<unknown>;
  /** How it may stop the guest; without it, the call never does. */
  readonly stops?: {
    /** What its error has to say where the guest is stopped afterwards. */
    readonly says: RegExp;
    /** The run state to which the guest itself may come later, when the call has failed, or its caller was killed. */
    readonly late?: string;
  };
  /** Whether it throttles the guest's disk. */
  readonly throttles?: boolean;
  /** Whether it freezes the guest's file systems. */
  readonly freezes?: boolean;
}

export const FILE = 'FILE';

const POWER_OFF = { says: /system_powerdown|guest-shutdown|not started again/, late: 'shutdown' };

const SUSPEND: ChaosCall = {
  typed: ['suspend'],
  run: (domain, options) => domain.suspend(options),
  stops: { says: /: stop\b/ },
};

/** In seconds. */
const FREEZE_LIMIT = 4;
const FREEZE_TYPED: ChaosCall['typed'] = ['domfsfreeze', '--limit', `${FREEZE_LIMIT}s`];

/** Until its limit, as by the command line. */
const FREEZE: ChaosCall = {
  typed: FREEZE_TYPED,
  run: (domain, options) => domain.fsFreeze({ limitSeconds: FREEZE_LIMIT, outlives: true, ...options }),
  freezes: true,
};

/** Until its Domain is disposed of, which is at once. */
const SHORT_FREEZE: ChaosCall = {
  typed: FREEZE_TYPED,
  run: (domain, options) => domain.fsFreeze({ limitSeconds: FREEZE_LIMIT, ...options }),
  freezes: true,
};

/** The one that stops a guest for sure comes more often. */
export const CHAOS_CALLS: readonly ChaosCall[] = [
  ...[SUSPEND, SUSPEND, SUSPEND],
  { typed: ['resume'], run: (domain, options) => domain.resume(options) },
  { typed: ['reset'], run: (domain, options) => domain.reset(options) },
  {
    typed: ['shutdown', '--mode', 'acpi'],
    run: (domain, options) => domain.shutdown({ mode: 'acpi', ...options }),
    stops: POWER_OFF,
  },
  { typed: ['shutdown'], run: (domain, options) => domain.shutdown(options), stops: POWER_OFF },
  {
    typed: ['reboot', '--mode', 'acpi'],
    run: (domain, options) => domain.reboot({ mode: 'acpi', ...options }),
    stops: POWER_OFF,
  },
  { typed: ['reboot'], run: (domain, options) => domain.reboot(options), stops: POWER_OFF },
  { typed: ['destroy'], run: (domain, options) => domain.destroy(options) },
  {
    typed: ['dompmsuspend', 'mem'],
    run: (domain, options) => domain.pmSuspend('mem', options),
    stops: { says: /guest-suspend-ram/, late: 'suspended' },
  },
  { typed: ['dompmwakeup'], run: (domain, options) => domain.wakeup(options) },
  { typed: ['inject-nmi'], run: (domain, options) => domain.injectNmi(options) },
  {
    typed: ['send-key', 'ctrl', 'a', '--holdtime', '50'],
    run: (domain, options) => domain.sendKey(['ctrl', 'a'], { holdMs: 50, ...options }),
  },
  { typed: ['domtime', '--now'], run: (domain, options) => domain.setTime('now', options) },
  {
    typed: ['blkdeviotune', 'disk0', '--total-bytes-sec', '4000000'],
    run: (domain, options) => domain.setIoTune('disk0', { bytesPerSecond: { total: 4_000_000 } }, options),
    throttles: true,
  },
  {
    typed: ['dump', FILE, '--force'],
    run: (domain, options, file) => domain.coreDump(file, { force: true, ...options }),
    stops: { says: /dump-guest-memory/, late: 'save-vm' },
  },
  {
    typed: ['set-lifecycle-action', 'crash', 'preserve'],
    run: (domain, options) => domain.setLifecycleAction('crash', 'preserve', options),
  },
  FREEZE,
  { typed: ['domfsthaw'], run: (domain, options) => domain.fsThaw(options) },
];

/** For a guest that has file systems, and an agent that freezes them: it does so more often. */
export const CHAOS_CALLS_OF_LINUX: readonly ChaosCall[] = [
  ...CHAOS_CALLS,
  ...[FREEZE, FREEZE, FREEZE, FREEZE, FREEZE, FREEZE, SHORT_FREEZE, SHORT_FREEZE, SHORT_FREEZE],
];
