import { guestRates } from '../model/guest-rates.js';
import type { Problem } from '../model/problem.js';
import type { GuestSnapshot } from '../model/snapshot.js';
import { formatAddress } from '../transport/address.js';
import type { HostReader } from './host-reader.js';
import { joinGuest } from './join-guest.js';
import type { WatchedGuest } from './watched-guest.js';

/** Reports one guest sweep by sweep: what it said, how that differs from the last time, and what is left when it is silent. */
export class GuestReport {
  readonly #guest: WatchedGuest;
  /** What rates count from: the last process and the last answer of the session, also where they are of two sweeps. */
  #baseline: GuestSnapshot | undefined;

  constructor(guest: WatchedGuest) {
    this.#guest = guest;
  }

  /** What the sweep that ends now has to say of it. */
  take(host: HostReader): GuestSnapshot {
    const watched = this.#guest;
    const { target, session } = watched;
    const { problem, cost } = watched.learnt;
    const [monitor] = target.monitors;
    const answer = {
      socket: monitor && formatAddress(monitor.address),
      guest: watched.latest,
      problem,
      agent: watched.agent,
    };
    const joined = joinGuest(target, answer, watched.process, host);
    const named = watched.givenName === undefined ? joined : { ...joined, name: watched.givenName };
    const { lastGood } = watched;
    const report: GuestSnapshot = {
      // A guest keeps its name and number while it is silent.
      ...named,
      name: named.guest || watched.givenName !== undefined ? named.name : (lastGood?.name ?? named.name),
      uuid: named.uuid ?? lastGood?.uuid,
      nics: named.guest ? named.nics : host.readNics(target.process, lastGood?.nics),
      session,
      lastGood:
        named.guest || lastGood?.monotonicSeconds === undefined
          ? undefined
          : { guest: lastGood, ageSeconds: performance.now() / 1000 - lastGood.monotonicSeconds },
      cgroup: watched.cgroup,
      cost,
    };
    const before = this.#baseline;
    const isSameSession = before?.session?.id === session.id;
    this.#baseline = {
      ...report,
      guest: report.guest ?? (isSameSession ? before?.guest : undefined),
      process: report.process ?? (isSameSession ? before?.process : undefined),
    };
    return { ...report, rates: before && guestRates(before, report) };
  }
}

/** A guest that should be there, and is not. */
export function absentGuest(name: string, problem?: Problem): GuestSnapshot {
  const message = `${name}: the configuration names it, and there is no such guest`;
  const absent: Problem = { kind: 'absent', message: problem ? `${message} (${problem.message})` : message };
  return {
    name,
    uuid: undefined,
    pid: undefined,
    socket: undefined,
    problem: absent,
    guest: undefined,
    process: undefined,
    memory: {
      verdict: 'not-asked',
      explanation: absent.message,
      usedBytes: undefined,
      totalBytes: undefined,
      ageSeconds: undefined,
    },
    nics: [],
    agent: undefined,
  };
}
