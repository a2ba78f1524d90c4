import type { GuestStatsOptions } from '../model/guest-stats-options.js';
import type { TimeoutName } from '../model/vocabulary.js';
import type { SinkConfig } from './config.js';

/** The data of a configuration file that matches its schema; quantities are as written. */
export interface DeclaredConfig {
  readonly interval?: Quantity;
  readonly slowInterval?: Quantity;
  readonly timeouts?: { readonly [Name in TimeoutName]?: Quantity };
  readonly hold?: boolean;
  readonly polling?: Quantity;
  readonly guests?: readonly DeclaredGuest[];
  readonly discover?: boolean;
  readonly expected?: readonly string[];
  readonly procfs?: string;
  readonly sysfs?: string;
  readonly cgroup?: string;
  readonly numa?: boolean;
  readonly guestStats?: boolean;
  readonly agent?: boolean;
  readonly sinks?: readonly DeclaredSink[];
}

/** A duration or size: a number, or a text with a unit. */
export type Quantity = number | string;

/** A member of `guests`. */
export interface DeclaredGuest {
  readonly name?: string;
  readonly address?: string;
  readonly expected?: boolean;
  readonly hold?: boolean;
  readonly channel?: DeclaredChannel;
}

/** One end, and what the guest is told. */
export interface DeclaredChannel extends GuestStatsOptions {
  readonly connect?: string;
  readonly listen?: string;
}

/** A member of `sinks`. */
export type DeclaredSink = Partial<Omit<SinkConfig, 'spool'>> & {
  readonly spool?: { readonly directory: string; readonly limit?: Quantity };
};
