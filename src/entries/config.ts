/**
 * `qgauge/config`: the configuration file of `qgauge stream`.
 *
 * @packageDocumentation
 */

export type { Config, GuestConfig, SinkConfig, SpoolConfig } from '../config/config.js';
export { DEFAULT_SINK } from '../config/config.js';
export { ConfigError } from '../config/config-error.js';
export { MIN_INTERVAL_SECONDS } from '../config/find-rule-problems.js';
export { parseConfig } from '../config/parse-config.js';
export { readConfig } from '../config/read-config.js';
export { findTargetProblem, targetFormOf } from '../config/sink-target.js';
