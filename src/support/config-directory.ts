import { join } from 'node:path';

/** Where the settings of a user are kept, by the XDG specification, which has relative paths ignored. */
export function configDirectory({ XDG_CONFIG_HOME, HOME = '/' }: NodeJS.ProcessEnv): string {
  const base = XDG_CONFIG_HOME?.startsWith('/') ? XDG_CONFIG_HOME : join(HOME, '.config');
  return join(base, 'qgauge');
}
