import { join } from 'node:path';

/** Where state is kept between runs: systemd's StateDirectory=, /var/lib/qgauge for root, or the user's own state. */
export function stateDirectory(env: Readonly<Record<string, string | undefined>>, isRoot: boolean): string {
  const { STATE_DIRECTORY, XDG_STATE_HOME, HOME = '/' } = env;
  const [first] = STATE_DIRECTORY?.split(':') ?? [];
  if (first) return first;
  if (isRoot) return '/var/lib/qgauge';
  // The XDG specification has relative paths ignored.
  const state = XDG_STATE_HOME?.startsWith('/') ? XDG_STATE_HOME : join(HOME, '.local', 'state');
  return join(state, 'qgauge');
}
