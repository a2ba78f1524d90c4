import type { Config } from '../config/config.js';
import { DEFAULT_POLLING_SECONDS } from './stream/defaults.js';

/**
 * The interval of balloon polling that a command sets where it is off: by its option, else by the configuration, else the default.
 * `undefined` for `off`: nothing is written to any guest.
 */
export function pollingSecondsOf(
  option: Config['polling'],
  config: Pick<Config, 'polling'> | undefined,
): number | undefined {
  const polling = option ?? config?.polling ?? DEFAULT_POLLING_SECONDS;
  return polling === 'off' ? undefined : polling;
}
