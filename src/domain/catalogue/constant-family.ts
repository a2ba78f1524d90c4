import type { CatalogueStatus } from './method-entry.js';

/** Constants of Sys::Virt::Domain that belong together. */
export interface ConstantFamily {
  readonly title: string;
  readonly status: CatalogueStatus;
  /** Where ours stand, and what differs; of what is refused, the way out. */
  readonly differs: string;
  /** Perl's name, without `Sys::Virt::Domain::`, to ours: a value, a member of a result, or an option. */
  readonly constants: { readonly [perl: string]: string };
}

/** One constant of Sys::Virt::Domain. */
export interface ConstantEntry {
  /** Without `Sys::Virt::Domain::`, e.g. `STATE_RUNNING` */
  readonly perl: string;
  /** e.g. `'running'`; empty for what is refused. */
  readonly ours: string;
  readonly status: CatalogueStatus;
  readonly differs: string;
}
