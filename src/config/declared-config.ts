import type { SinkConfig } from './config.js';

/** The data of a configuration file as its schema has let it through: quantities as they were written. */
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
  readonly agent?: boolean;
  readonly sinks?: readonly DeclaredSink[];
}

export type Quantity = number | string;

export const TIMEOUT_NAMES = ['greeting', 'command', 'slowCommand', 'guest'] as const;
export type TimeoutName = (typeof TIMEOUT_NAMES)[number];

export interface DeclaredGuest {
  readonly name?: string;
  readonly address: string;
  readonly expected?: boolean;
}

export type DeclaredSink = Partial<Omit<SinkConfig, 'spool'>> & {
  readonly spool?: { readonly directory: string; readonly limit?: Quantity };
};
