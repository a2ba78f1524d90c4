import { setImmediate } from 'node:timers/promises';
import { discoverEach } from '../discover/discover.js';
import { listTargets, type NamedTarget } from '../discover/list-targets.js';
import type { GivenNames } from '../discover/named-monitor.js';
import type { QemuProcess } from '../discover/qemu-processes.js';
import { SocketTableCache } from '../discover/socket-table-cache.js';
import type { Target } from '../discover/target.js';
import { readProcess } from '../linux/process.js';
import { uniqueNames } from '../model/guest-name.js';
import { LIMITS } from '../model/limits.js';
import type { LinuxSample } from '../model/linux-sample.js';
import { type PerhapsMigrating, setMigrationEndsAside } from '../model/migration-ends.js';
import type { GuestSnapshot, Snapshot } from '../model/snapshot.js';
import type { Timeouts } from '../model/vocabulary.js';
import type { Address } from '../protocol/transport/address.js';
import { startDeadline } from '../support/deadline.js';
import { Limit } from '../support/limit.js';
import { askGuest } from './ask-guest.js';
import { nameByGiven, withExpectedName } from './names/name-guest.js';
import { absentGuests, isPresent } from './sample/expected-guests.js';
import { HostReader } from './sample/host-reader.js';
import { joinGuest } from './sample/join-guest.js';
import { failedGuest } from './sample/unanswered-guest.js';

/** How to take a snapshot. */
export interface SnapshotOptions {
  /** The monitors to ask (default: those of every QEMU on this host). */
  readonly sockets?: readonly Address[] | undefined;
  /** The guests to ask, as {@link listTargets} and {@link findGuests} find them, instead of `sockets`. */
  readonly targets?: readonly NamedTarget[] | undefined;
  /** Names of guests that must exist: one that is not found is in the snapshot with the problem `absent`. */
  readonly expected?: readonly string[] | undefined;
  /** How long the snapshot may take: a guest that has not answered by then is in it with a problem (default: 3000). */
  readonly timeoutMs?: number | undefined;
  /** How long a monitor may take to greet, and a command to be answered; what is left of `timeoutMs` limits both. */
  readonly timeouts?: Pick<Timeouts, 'greetingMs' | 'commandMs' | 'slowCommandMs'> | undefined;
  /**
   * The polling interval in seconds to set in guests where balloon polling is off; it stays set, and an interval that
   * another program has set is left alone (default: nothing is written to any guest).
   */
  readonly pollingSeconds?: number | undefined;
  /** Asks guest agents for the guest's addresses and operating system (default: false). */
  readonly agent?: boolean | undefined;
  /** Also reads what few need: iothreads, the largest number of vCPUs, the dirty rate, and the times of threads (default: false). */
  readonly details?: boolean | undefined;
  /** Called when a guest has been found, and when it has answered or failed to. */
  readonly onProgress?: ((progress: SnapshotProgress) => void) | undefined;
  /** Ends the snapshot, by rejecting with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** Where /sys is mounted (default: /sys). */
  readonly sysRoot?: string | undefined;
}

/** How far a snapshot has got. */
export interface SnapshotProgress {
  /** The guests that were found so far. */
  readonly found: number;
  /** Those of them that have answered, or failed to. */
  readonly done: number;
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
  const { agent = false, details = false, pollingSeconds, timeouts = {} } = options;
  const isOne = (options.targets ?? options.sockets)?.length === 1;
  const askOptions = {
    ...{ procRoot, tables, signal: deadline.signal, agent, details, pollingSeconds },
    // Others wait for the place of a guest whose monitor is held.
    patience: isOne ? ('long' as const) : ('short' as const),
    greetingTimeoutMs: timeouts.greetingMs,
    commandTimeoutMs: timeouts.commandMs,
    slowCommandMs: timeouts.slowCommandMs,
  };
  const expected = new Set(options.expected);
  const limit = new Limit(LIMITS.guestsAtOnce);
  const askOne = async (target: Target, given: GivenNames | undefined): Promise<GuestSnapshot> => {
    try {
      const answer = await limit.run(() => askGuest(target, askOptions));
      const found = target.process && readSame(procRoot, target.process, details);
      const joined = joinGuest(target, answer, found, host);
      return nameByGiven(joined, target, withExpectedName(target, given, expected));
    } catch (error) {
      return failedGuest(target, error);
    }
  };
  let [found, done] = [0, 0];
  const report = () => options.onProgress?.({ found, done });
  const ask = async (target: Target, given?: GivenNames): Promise<PerhapsMigrating> => {
    found++;
    report();
    const guest = await askOne(target, given);
    done++;
    report();
    return [guest, target.process?.commandLine.isIncoming ?? false];
  };
  const asked: Promise<PerhapsMigrating>[] = [];
  const targets = options.targets ?? listAt(options.sockets, procRoot);
  if (targets !== undefined) {
    asked.push(...targets.map(({ target, given }) => ask(target, given)));
  } else {
    for (const target of discoverEach(procRoot, tables.get())) {
      asked.push(ask(target));
      // Lets the guests that were asked already be served before the next one is discovered.
      await setImmediate();
    }
  }
  const answered = setMigrationEndsAside(await Promise.all(asked));
  signal?.throwIfAborted();
  const present = answered.filter((guest) => isPresent(guest, expected));
  const { names, warnings } = uniqueNames(present);
  const named = present.map((guest, at) => ({ ...guest, name: names[at] ?? guest.name }));
  return {
    takenAtSeconds: Date.now() / 1000,
    host: host.readHost(),
    guests: [...named, ...absentGuests(expected, answered)],
    warnings,
  };
}

function listAt(
  sockets: readonly Address[] | undefined,
  procRoot: string,
): readonly NamedTarget[] | undefined {
  if (sockets === undefined || sockets.length === 0) return undefined;
  return listTargets({ procRoot, guests: sockets.map((address) => ({ address })) });
}

/** Reads the process that was found, and not a later one with its pid. */
function readSame(
  procRoot: string,
  { pid, startTicks }: QemuProcess,
  threadTimes: boolean,
): LinuxSample | undefined {
  const sample = readProcess(procRoot, pid, { threadTimes });
  return sample?.startTicks === startTicks && sample.state !== 'Z' ? sample : undefined;
}
