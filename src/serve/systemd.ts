import { execFile } from 'node:child_process';
import { messageOf } from '../support/errors.js';

type Environment = Record<string, string | undefined>;

/** A socket that systemd listens at, and has handed to this process (sd_listen_fds(3)). */
export interface InheritedSocket {
  readonly descriptor: number;
  /** FileDescriptorName= of the socket unit; by default the unit's name. */
  readonly name: string;
}

/** SD_LISTEN_FDS_START: after standard input, output and error. */
const FIRST = 3;

/**
 * Takes the sockets of socket activation; empty without it, and at a second call.
 *
 * The variables are removed from the environment, so that no child takes the sockets for its own.
 *
 * @param env with e.g. `LISTEN_PID=4242 LISTEN_FDS=2 LISTEN_FDNAMES=api:tcp`
 */
export function takeInheritedSockets(
  env: Environment = process.env,
  pid: number = process.pid,
): readonly InheritedSocket[] {
  const { LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES = '' } = env;
  for (const name of ['LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES']) delete env[name];
  const count = Number(LISTEN_FDS);
  // They may be meant for the process that has started this one.
  if (Number(LISTEN_PID) !== pid || !Number.isInteger(count) || count < 1) return [];
  const names = LISTEN_FDNAMES.split(':');
  return Array.from({ length: count }, (_, at) => ({ descriptor: FIRST + at, name: names[at] || 'unknown' }));
}

/** What systemd is told: `reloading` has to be followed by `ready`. */
export type ServiceState = 'ready' | 'reloading' | 'stopping';

export interface NotifyOptions {
  readonly env?: Readonly<Environment>;
  /** A line for people, in `systemctl status`. */
  readonly status?: string;
  /** How long systemd may take (default: 5 s). */
  readonly timeoutMs?: number;
  readonly warn: (line: string) => void;
}

/** systemd answers within microseconds; a stuck one must not hold up the daemon. */
const TIMEOUT_MS = 5000;

/**
 * Tells systemd a state, by `systemd-notify`: Node has no datagrams over unix sockets. Does nothing where systemd has not asked
 * for it (`Type=notify`), and only warns when it fails. The unit needs `NotifyAccess=all`, since the message is a child's.
 */
export async function notifySystemd(
  state: ServiceState,
  { env = process.env, status, timeoutMs = TIMEOUT_MS, warn }: NotifyOptions,
): Promise<void> {
  if (!env.NOTIFY_SOCKET) return;
  const words = [
    ...assignments(state),
    ...(status === undefined ? [] : [`STATUS=${status.replaceAll(/\s+/g, ' ')}`]),
  ];
  const why = await run('systemd-notify', words, env, timeoutMs);
  if (why !== undefined) warn(`systemd was not told that qgauge is ${state}: ${why}`);
}

function assignments(state: ServiceState): readonly string[] {
  if (state === 'ready') return ['READY=1', `MAINPID=${process.pid}`];
  if (state === 'stopping') return ['STOPPING=1'];
  // Type=notify-reload compares it with when it sent the signal: CLOCK_MONOTONIC, as hrtime has it.
  return ['RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`];
}

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Environment>,
  timeoutMs: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: timeoutMs }, (error) =>
      resolve(error ? messageOf(error) : undefined),
    );
  });
}
