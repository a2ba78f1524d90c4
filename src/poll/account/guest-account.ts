import { randomBytes } from 'node:crypto';
import { ThreadSums } from '../../linux/thread-sums.js';
import type { CgroupSample } from '../../model/cgroup-sample.js';
import type { LinuxSample } from '../../model/linux-sample.js';
import type { Vcpu } from '../../model/qemu-sample.js';
import type { Session } from '../../model/session.js';
import type { QemuRelease, SessionAccount } from '../../model/session-account.js';
import { type Account, type AccountCounts, advance, openFirst, openNext, withStolen } from './account.js';
import { type AccountBook, processKey } from './account-book.js';
import { isPlugged, lastKnown, type MachineParts, type PluggedParts, pluggedParts } from './plugged-parts.js';

/** What a sweep has found out of a guest. */
export interface AccountSources {
  readonly session: Session;
  readonly linux: LinuxSample | undefined;
  readonly machine: MachineParts | undefined;
  readonly cgroup: CgroupSample | undefined;
  readonly qemuVersion: QemuRelease | undefined;
}

/** Keeps the account of one guest over all sweeps. */
export class GuestAccount {
  readonly #book: AccountBook;
  readonly #now: () => number;
  readonly #run = new ThreadSums('runNanoseconds');
  readonly #wait = new ThreadSums('waitNanoseconds');
  #sessionId: number | undefined;
  #account: Account | undefined;
  #parts: PluggedParts = {};

  /** @param now seconds by CLOCK_MONOTONIC */
  constructor(book: AccountBook, now: () => number = monotonicSeconds) {
    this.#book = book;
    this.#now = now;
  }

  /** Takes the account at the end of a sweep. */
  take(sources: AccountSources): SessionAccount {
    const { linux, qemuVersion } = sources;
    const process = linux && processKey(linux);
    const totals = this.#totalsOf(sources);
    const known = this.#account ?? (process === undefined ? undefined : this.#book.get(process));
    const isNext = this.#isNext(sources);
    const next = this.#next(known, isNext, totals, linux);
    const account = knowsThrottling(sources.cgroup) ? withStolen(next) : next;
    this.#account = account;
    if (process !== undefined) this.#book.set(process, account);
    const { number, beganSeconds, stolenSeconds } = account;
    const { throttledSeconds: _, ...counts } = account.counts;
    const uptimeSeconds = Math.max(0, this.#now() - beganSeconds);
    return {
      number,
      uptimeSeconds,
      qemuVersion,
      ...counts,
      ...(stolenSeconds !== undefined && { stolenSeconds }),
    };
  }

  /** A hot-plug begins a session for the guest alone: it is as VMware's document has it, and steps no counter of QEMU back. */
  #isNext({ session, machine }: AccountSources): boolean {
    const parts = machine ? pluggedParts(machine) : {};
    const isOther = this.#sessionId !== undefined && this.#sessionId !== session.id;
    const isNext = isOther || isPlugged(this.#parts, parts);
    this.#sessionId = session.id;
    this.#parts = lastKnown(this.#parts, parts);
    return isNext;
  }

  #next(
    known: Account | undefined,
    isNext: boolean,
    totals: AccountCounts,
    linux: LinuxSample | undefined,
  ): Account {
    const now = this.#now();
    if (known === undefined)
      return openFirst({ number: newNumber(), beganSeconds: now - (linux ? ageOf(linux) : 0) }, totals);
    if (isNext) return openNext({ number: newNumber(), beganSeconds: now }, known, totals);
    return advance(known, totals);
  }

  #totalsOf({ linux, machine, cgroup }: AccountSources): AccountCounts {
    const vcpus = machine?.vcpus;
    const stall = cgroup?.pressure?.memory?.some.totalMicroseconds;
    return {
      cpuSeconds: linux && this.#cpuSeconds(linux),
      vcpuWaitSeconds: linux && vcpus && this.#waitSeconds(linux, vcpus),
      throttledSeconds: cgroup?.isOwn ? cgroup.cpu?.throttledSeconds : undefined,
      memoryStallSeconds: stall === undefined ? undefined : stall / 1e6,
      swapInBytes: cgroup?.swapTraffic?.inBytes,
      swapOutBytes: cgroup?.swapTraffic?.outBytes,
    };
  }

  /** The times of the process have those of all threads that have ended, in steps of 10 ms: the sum is never below them. */
  #cpuSeconds({ threads, userSeconds, systemSeconds }: LinuxSample): number {
    const nanoseconds = this.#run.update(threads) ?? 0;
    return Math.max(nanoseconds / 1e9, userSeconds + systemSeconds);
  }

  #waitSeconds({ threads }: LinuxSample, vcpus: readonly Vcpu[]): number | undefined {
    const ids = new Set(vcpus.map(({ threadId }) => threadId));
    const nanoseconds = this.#wait.update(threads.filter(({ id }) => ids.has(id)));
    return nanoseconds === undefined ? undefined : nanoseconds / 1e9;
  }
}

/** How old the process is now: it was read at the start of a sweep, which may take long. */
function ageOf({ elapsedSeconds, monotonicSeconds }: LinuxSample): number {
  const sinceSeconds = monotonicSeconds === undefined ? 0 : performance.now() / 1000 - monotonicSeconds;
  return elapsedSeconds + sinceSeconds;
}

/**
 * Whether it is known how long the limits of a group held the guest: the kernel counts how long the CPUs' queues of a group were
 * throttled, and not its threads. It is not known where a limit also holds others in the group, or may. What a limit has caused that
 * was lifted since is left out, too.
 */
function knowsThrottling(cgroup: CgroupSample | undefined): boolean {
  return cgroup?.isOwn === true || (cgroup?.cpu !== undefined && cgroup.cpu.limitCores === undefined);
}

/** A new number of a session: 63 bits that nobody can guess, and never 0, which stands for no session. */
export function newNumber(): bigint {
  return randomBytes(8).readBigUInt64BE() >> 1n || 1n;
}

/** CLOCK_MONOTONIC, which all processes of a host share; performance.now() begins with each. */
function monotonicSeconds(): number {
  return Number(process.hrtime.bigint()) / 1e9;
}
