import { setImmediate } from 'node:timers/promises';
import { discover, discoverEach } from '../discover/discover.js';
import { findNamed } from '../discover/find-named.js';
import type { QemuProcess } from '../discover/qemu-processes.js';
import { SocketTableCache } from '../discover/socket-table-cache.js';
import type { Target } from '../discover/target.js';
import { readProcess } from '../linux/process.js';
import { uniqueNames } from '../model/guest-name.js';
import { LIMITS } from '../model/limits.js';
import type { LinuxSample } from '../model/linux-sample.js';
import { type PerhapsMigrating, setMigrationEndsAside } from '../model/migration-ends.js';
import type { GuestSnapshot, Snapshot } from '../model/snapshot.js';
import type { Address } from '../protocol/transport/address.js';
import { startDeadline } from '../support/deadline.js';
import { Limit } from '../support/limit.js';
import { askGuest } from './ask-guest.js';
import { HostReader } from './sample/host-reader.js';
import { joinGuest } from './sample/join-guest.js';
import { failedGuest } from './sample/unanswered-guest.js';

/** How to take a snapshot. */
export interface SnapshotOptions {
  /** The monitors to ask (default: those of every QEMU on this host). */
  readonly sockets?: readonly Address[] | undefined;
  /** How long the snapshot may take: a guest that has not answered by then is in it with a problem (default: 3000). */
  readonly timeoutMs?: number | undefined;
  /**
   * The polling interval in seconds to set in guests where balloon polling is off; it stays set, and an interval that
   * another program has set is left alone (default: nothing is written to any guest).
   */
  readonly pollingSeconds?: number | undefined;
  /** Asks guest agents for the guest's addresses and operating system (default: false). */
  readonly agent?: boolean | undefined;
  /** Ends the snapshot, by rejecting with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** Where /sys is mounted (default: /sys). */
  readonly sysRoot?: string | undefined;
}

/**
 * Takes one snapshot of every guest: finds the QEMUs, asks them side by side, and joins each answer with what Linux reports
 * of the process. A guest that cannot be asked is in it too, with the reason and the process.
 *
 * Rejects only with the signal's reason.
 */
export async function takeSnapshot(options: SnapshotOptions = {}): Promise<Snapshot> {
  const { timeoutMs = LIMITS.snapshotMs, signal, procRoot = '/proc', sysRoot = '/sys' } = options;
  using deadline = startDeadline(timeoutMs, signal);
  const tables = new SocketTableCache(procRoot);
  const host = new HostReader(procRoot, sysRoot);
  const { agent = false, pollingSeconds } = options;
  const askOptions = { procRoot, tables, signal: deadline.signal, agent, pollingSeconds };
  const limit = new Limit(LIMITS.guestsAtOnce);
  const askOne = async (target: Target): Promise<GuestSnapshot> => {
    try {
      const answer = await limit.run(() => askGuest(target, askOptions));
      const found = target.process && readSame(procRoot, target.process);
      return joinGuest(target, answer, found, host);
    } catch (error) {
      return failedGuest(target, error);
    }
  };
  const ask = async (target: Target): Promise<PerhapsMigrating> => [
    await askOne(target),
    target.process?.commandLine.isIncoming ?? false,
  ];
  const asked: Promise<PerhapsMigrating>[] = [];
  if (options.sockets !== undefined && options.sockets.length > 0) {
    const discovered = discover(procRoot, tables.get());
    for (const target of findNamed(procRoot, options.sockets, discovered, tables.get())) {
      asked.push(ask(target));
    }
  } else {
    for (const target of discoverEach(procRoot, tables.get())) {
      asked.push(ask(target));
      // Lets the guests that were asked already be served before the next one is discovered.
      await setImmediate();
    }
  }
  const joined = setMigrationEndsAside(await Promise.all(asked));
  signal?.throwIfAborted();
  const { names, warnings } = uniqueNames(joined);
  return {
    takenAtSeconds: Date.now() / 1000,
    host: host.readHost(),
    guests: joined.map((guest, at) => ({ ...guest, name: names[at] ?? guest.name })),
    warnings,
  };
}

/** Reads the process that was found, and not a later one with its pid. */
function readSame(procRoot: string, { pid, startTicks }: QemuProcess): LinuxSample | undefined {
  const sample = readProcess(procRoot, pid);
  return sample?.startTicks === startTicks && sample.state !== 'Z' ? sample : undefined;
}
