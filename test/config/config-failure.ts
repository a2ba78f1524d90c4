import { ConfigError } from '../../src/config/config-error.js';
import { parseConfig } from '../../src/config/parse-config.js';

/** The keys of a configuration, as the failure that an unknown one makes lists them. */
export const KEYS =
  'interval, slowInterval, timeouts, hold, polling, guests, discover, expected, procfs, sysfs, cgroup, numa, guestStats, agent, sinks';

/** Returns the message of the ConfigError that a file q.yaml with this text makes. */
export function failureOf(text: string): string {
  try {
    parseConfig(text, 'q.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'nothing was thrown';
}
