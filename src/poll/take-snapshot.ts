import { setImmediate } from 'node:timers/promises';
import { discover, discoverEach } from '../discover/discover.js';
import { findNamed } from '../discover/find-named.js';
import { describeOther } from '../discover/locate.js';
import { nameTarget } from '../discover/name-target.js';
import type { QemuProcess } from '../discover/qemu-processes.js';
import { SocketTableCache } from '../discover/socket-table-cache.js';
import type { Target } from '../discover/target.js';
import { readProcess } from '../linux/process.js';
import { uniqueNames } from '../model/guest-name.js';
import { LIMITS } from '../model/limits.js';
import type { LinuxSample } from '../model/linux-sample.js';
import type { Problem } from '../model/problem.js';
import type { GuestSnapshot, Snapshot } from '../model/snapshot.js';
import { judgeMemory } from '../model/verdict.js';
import { type Address, formatAddress } from '../protocol/transport/address.js';
import { startDeadline } from '../support/deadline.js';
import { messageOf } from '../support/errors.js';
import { Limit } from '../support/limit.js';
import { type Answer, askGuest } from './ask-guest.js';
import { HostReader } from './sample/host-reader.js';
import { joinGuest } from './sample/join-guest.js';

export interface SnapshotOptions {
  /** Asks the monitors at these addresses, and no others. Default: those of every QEMU on this host. */
  readonly sockets?: readonly Address[] | undefined;
  /** Bounds the whole: whoever has not answered by then is in the snapshot with a problem. Default 3000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Switches the balloon's polling on, to this many seconds, in guests where it is off, and leaves it on; another
   * manager's interval stays. Without it nothing is written to any guest.
   */
  readonly pollingSeconds?: number | undefined;
  /** Asks guest agents for the guest's addresses and system. Default false. */
  readonly agent?: boolean | undefined;
  /** Gives up at once, by rejecting with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Default `/proc`. */
  readonly procRoot?: string | undefined;
  /** Default `/sys`. */
  readonly sysRoot?: string | undefined;
}

/**
 * Takes one snapshot of every guest: finds the QEMUs, asks them side by side, and joins what each says with what Linux
 * knows of its process. A guest that cannot be asked is in it too, with the reason and with Linux' half.
 *
 * Never rejects for a guest's sake; only the caller's signal makes it.
 */
export async function takeSnapshot(options: SnapshotOptions = {}): Promise<Snapshot> {
  const { timeoutMs = LIMITS.snapshotMs, signal, procRoot = '/proc', sysRoot = '/sys' } = options;
  using deadline = startDeadline(timeoutMs, signal);
  const tables = new SocketTableCache(procRoot);
  const host = new HostReader(procRoot, sysRoot);
  const { agent = false, pollingSeconds } = options;
  const askOptions = { procRoot, tables, signal: deadline.signal, agent, pollingSeconds };
  const limit = new Limit(LIMITS.guestsAtOnce);
  const ask = async (target: Target, discovered: readonly Target[]): Promise<GuestSnapshot> => {
    try {
      const answer = await limit.run(() => askGuest(target, askOptions));
      const found = target.process && readSame(procRoot, target.process);
      return joinGuest(target, explainNamed(target, answer, discovered), found, host);
    } catch (error) {
      // What we did not foresee costs this guest its figures, and the others nothing.
      return unforeseen(target, error);
    }
  };
  const asked: Promise<GuestSnapshot>[] = [];
  if (options.sockets !== undefined && options.sockets.length > 0) {
    const discovered = discover(procRoot, tables.get());
    for (const target of findNamed(procRoot, options.sockets, discovered, tables.get())) {
      asked.push(ask(target, discovered));
    }
  } else {
    for (const target of discoverEach(procRoot, tables.get())) {
      asked.push(ask(target, []));
      // The guests that are asked already are served before the next one is looked for.
      await setImmediate();
    }
  }
  const joined = await Promise.all(asked);
  signal?.throwIfAborted();
  const { names, warnings } = uniqueNames(joined);
  return {
    takenAtSeconds: Date.now() / 1000,
    host: host.readFacts(),
    guests: joined.map((guest, at) => ({ ...guest, name: names[at] ?? guest.name })),
    warnings,
  };
}

export function unforeseen(target: Target, error: unknown): GuestSnapshot {
  const { process, monitors } = target;
  const socket = monitors[0] && formatAddress(monitors[0].address);
  const problem: Problem = {
    kind: 'failed',
    message: `${socket ?? `pid ${process?.pid}`}: ${messageOf(error)}`,
  };
  return {
    name: nameTarget(target, undefined),
    uuid: process?.commandLine.uuid,
    pid: process?.pid,
    socket,
    problem,
    qemu: undefined,
    linux: undefined,
    memory: judgeMemory(undefined, problem),
    nics: [],
    agent: undefined,
  };
}

/** Reads the process that was found, and not one that has come by its pid since. */
function readSame(procRoot: string, { pid, startTicks }: QemuProcess): LinuxSample | undefined {
  const sample = readProcess(procRoot, pid);
  return sample?.startTicks === startTicks && sample.state !== 'Z' ? sample : undefined;
}

/** A silent socket may be a known one of another kind. */
function explainNamed(target: Target, answer: Answer, discovered: readonly Target[]): Answer {
  const address = target.monitors[0]?.address;
  if (!target.isNamed || !address || !answer.problem) return answer;
  const other = describeOther(address, discovered);
  if (other === undefined) return answer;
  return { ...answer, problem: { kind: 'foreign', message: `${formatAddress(address)}: ${other}` } };
}
