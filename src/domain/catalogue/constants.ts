import type { ConstantEntry, ConstantFamily } from './constant-family.js';
import { CONTROL_FLAG_CONSTANTS } from './constants/control-flags.js';
import { EVENT_CONSTANTS } from './constants/events.js';
import { FIGURE_CONSTANTS } from './constants/figures.js';
import { JOB_CONSTANTS } from './constants/jobs.js';
import { LIFECYCLE_FLAG_CONSTANTS } from './constants/lifecycle-flags.js';
import { MIGRATION_CONSTANTS } from './constants/migration.js';
import { PARAMETER_CONSTANTS } from './constants/parameters.js';
import { PERF_CONSTANTS } from './constants/perf.js';
import { READ_FLAG_CONSTANTS } from './constants/read-flags.js';
import { STATE_CONSTANTS } from './constants/states.js';
import { STORAGE_FLAG_CONSTANTS } from './constants/storage-flags.js';

/** The constants and flags of Sys::Virt::Domain by family. */
export const CONSTANT_FAMILIES: readonly ConstantFamily[] = [
  ...STATE_CONSTANTS,
  ...JOB_CONSTANTS,
  ...FIGURE_CONSTANTS,
  ...PARAMETER_CONSTANTS,
  ...PERF_CONSTANTS,
  ...READ_FLAG_CONSTANTS,
  ...EVENT_CONSTANTS,
  ...MIGRATION_CONSTANTS,
  ...LIFECYCLE_FLAG_CONSTANTS,
  ...CONTROL_FLAG_CONSTANTS,
  ...STORAGE_FLAG_CONSTANTS,
];

/** Every constant and flag of {@link CONSTANT_FAMILIES}, once. */
export const DOMAIN_CONSTANTS: readonly ConstantEntry[] = CONSTANT_FAMILIES.flatMap(
  ({ status, differs, constants }) =>
    Object.entries(constants).map(([perl, ours]) => ({ perl, ours, status, differs })),
);
