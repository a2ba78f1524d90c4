import { guestRates } from '../model/guest-rates.js';
import type { Problem } from '../model/problem.js';
import type { GuestSnapshot } from '../model/snapshot.js';
import { judgeMemory } from '../model/verdict.js';
import { formatAddress } from '../protocol/transport/address.js';
import type { PolledGuest } from './polled-guest.js';
import type { HostReader } from './sample/host-reader.js';
import { joinGuest } from './sample/join-guest.js';

/** Reports one guest sweep by sweep: what it said, how that differs from the last time, and what is left when it is silent. */
export class GuestHistory {
  readonly #guest: PolledGuest;
  /** What rates count from: the last process and the last answer of the session, also where they are of two sweeps. */
  #baseline: GuestSnapshot | undefined;

  constructor(guest: PolledGuest) {
    this.#guest = guest;
  }

  /** What the sweep that ends now has to say of it. */
  take(host: HostReader): GuestSnapshot {
    const watched = this.#guest;
    const { target, session } = watched;
    const { problem, cost } = watched.result;
    const [monitor] = target.monitors;
    const answer = {
      socket: monitor && formatAddress(monitor.address),
      qemu: watched.latest,
      problem,
      agent: watched.agent,
    };
    // A guest keeps its name, number and cards while it is silent.
    const lastGood = answer.qemu ? undefined : watched.lastGood;
    const joined = joinGuest(target, answer, watched.process, host, lastGood?.nics);
    const now: GuestSnapshot = {
      ...joined,
      name: watched.givenName ?? lastGood?.name ?? joined.name,
      uuid: joined.uuid ?? lastGood?.uuid,
      session,
      lastGood:
        lastGood?.monotonicSeconds === undefined
          ? undefined
          : { qemu: lastGood, ageSeconds: performance.now() / 1000 - lastGood.monotonicSeconds },
      cgroup: watched.cgroup,
      cost,
    };
    const before = this.#baseline;
    this.#baseline = this.#countFrom(now);
    return before ? { ...now, rates: guestRates(before, now) } : now;
  }

  /** A half that is missing now is the one before, as long as the session goes on. */
  #countFrom(now: GuestSnapshot): GuestSnapshot {
    const before = this.#baseline;
    if ((now.qemu && now.linux) || before?.session?.id !== now.session?.id) return now;
    return { ...now, qemu: now.qemu ?? before?.qemu, linux: now.linux ?? before?.linux };
  }
}

/** A guest that should be there, and is not. */
export function absentGuest(name: string, problem?: Problem): GuestSnapshot {
  const message = 'the configuration names it, and there is no such guest';
  const absent: Problem = { kind: 'absent', message: problem ? `${message} (${problem.message})` : message };
  return {
    name,
    uuid: undefined,
    pid: undefined,
    socket: undefined,
    problem: absent,
    qemu: undefined,
    linux: undefined,
    memory: judgeMemory(undefined, absent),
    nics: [],
    agent: undefined,
  };
}
