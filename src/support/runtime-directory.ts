import { join } from 'node:path';

/** What decides where a daemon has its sockets; tests replace it. */
export interface RuntimeUser {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The effective user id. */
  readonly uid: number;
}

const OF_ROOT = '/run/qgauge';

/**
 * Where a daemon of this user has its sockets: $QGAUGE_RUNTIME_DIRECTORY, else systemd's RuntimeDirectory=, else /run/qgauge for
 * root, and the user's own runtime directory for others.
 */
export function runtimeDirectory(user: RuntimeUser = thisUser()): string {
  const [systemd] = user.env.RUNTIME_DIRECTORY?.split(':') ?? [];
  return user.env.QGAUGE_RUNTIME_DIRECTORY || systemd || (user.uid === 0 ? OF_ROOT : ofUser(user));
}

/** Where a daemon is looked for, the first place first: the user's own, then the one of the host. */
export function runtimeDirectories(user: RuntimeUser = thisUser()): readonly string[] {
  const { QGAUGE_RUNTIME_DIRECTORY: given } = user.env;
  if (given) return [given];
  return user.uid === 0 ? [OF_ROOT] : [ofUser(user), OF_ROOT];
}

/** The XDG specification has relative paths ignored; without one, the place where systemd makes it. */
function ofUser({ env: { XDG_RUNTIME_DIR: directory }, uid }: RuntimeUser): string {
  return join(directory?.startsWith('/') ? directory : `/run/user/${uid}`, 'qgauge');
}

function thisUser(): RuntimeUser {
  return { env: process.env, uid: process.geteuid?.() ?? 0 };
}
