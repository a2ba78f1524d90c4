import { SocketTables } from '../discover/socket-tables.js';
import type { Monitor, Target } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import type { QemuSample } from '../model/qemu-sample.js';
import { problemOf, problemOfProbe } from '../monitor/problem-of.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { formatAddress } from '../protocol/transport/address.js';
import { explainNoMonitor, findFree, hintsOf, MAX_REPLY_BYTES, NO_STATUS, visit } from './ask-guest.js';
import { GuestSampler } from './sample/guest-sampler.js';
import { PartFailures } from './sample/part-failures.js';

export interface VisitOptions {
  readonly signal: AbortSignal;
  /** Lets `work` send commands that change the guest. */
  readonly control?: boolean | undefined;
  /** Lets `work` send commands that QEMU marks as unstable. */
  readonly unstable?: boolean | undefined;
  /** How long a command may take. Default 2000. */
  readonly commandTimeoutMs?: number | undefined;
  /** Default `/proc`. */
  readonly procRoot?: string | undefined;
}

/**
 * Looks for a monitor of a guest that is free, connects, has `work` done on the connection, and lets go of it.
 *
 * Resolves to what `work` did, or to the reason why nobody could be asked; rejects when `work` does.
 */
export async function visitGuest<T extends object>(
  target: Target,
  { procRoot = '/proc', signal, ...options }: VisitOptions,
  work: (client: QmpClient, monitor: Monitor) => Promise<T>,
): Promise<T | Problem> {
  const [first] = target.monitors;
  if (first === undefined) return { kind: 'no-monitor', message: explainNoMonitor(target) };
  const { monitor, look } = await findFree(target, { procRoot, tables: new SocketTables(procRoot), signal });
  if (monitor === undefined) return problemOfProbe(first.address, look, target.process?.pid);
  const client = { ...options, procRoot, signal, maxFrameBytes: MAX_REPLY_BYTES };
  return visit(target, monitor, client, (connected) => work(connected, monitor));
}

/**
 * Takes a sample of what QEMU answers at once, on a connection of the caller's; writes nothing. Resolves to the reason when
 * no answer comes.
 */
export async function sampleOnce(
  target: Target,
  client: QmpClient,
  options: ExecuteOptions,
): Promise<QemuSample | Problem> {
  const failures = new PartFailures();
  const session = new GuestSampler({ hints: hintsOf(target) });
  const sample = await session.sampleFast(client, options, failures);
  if (sample.runState !== undefined) return sample;
  return problemOf(
    client.address,
    failures.errorOf('status') ?? new Error(`${formatAddress(client.address)}: ${NO_STATUS}`),
  );
}
