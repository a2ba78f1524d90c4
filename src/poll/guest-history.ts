import { socketOf } from '../discover/name-target.js';
import { guestRates } from '../model/guest-rates.js';
import type { GuestSnapshot } from '../model/snapshot.js';
import { nameByGiven } from './names/name-guest.js';
import type { PolledGuest } from './polled-guest.js';
import type { HostReader } from './sample/host-reader.js';
import { joinGuest } from './sample/join-guest.js';

/** Snapshots of one guest over all sweeps: each with the rates since the one before, and the last good answer during silence. */
export class GuestHistory {
  readonly #guest: PolledGuest;
  /** What rates are computed against: the last process and the last answer of the session, possibly of two sweeps. */
  #baseline: GuestSnapshot | undefined;

  constructor(guest: PolledGuest) {
    this.#guest = guest;
  }

  /** Takes the guest's snapshot at the end of a sweep. */
  take(host: HostReader): GuestSnapshot {
    const guest = this.#guest;
    const { target, session } = guest;
    const { problem, cost } = guest.result;
    const answer = {
      socket: socketOf(target),
      qemu: guest.latest,
      problem,
      agent: guest.agent,
    };
    // A guest keeps its name, UUID and network cards while it is silent.
    const lastGood = answer.qemu ? undefined : guest.lastGood;
    const joined = joinGuest(target, answer, guest.process, host, lastGood?.nics);
    const taken: GuestSnapshot = {
      ...joined,
      name: lastGood?.name ?? joined.name,
      uuid: joined.uuid ?? lastGood?.uuid,
      session,
      lastGood:
        lastGood?.monotonicSeconds === undefined
          ? undefined
          : { qemu: lastGood, ageSeconds: performance.now() / 1000 - lastGood.monotonicSeconds },
      account: guest.takeAccount(),
      cgroup: guest.cgroup,
      events: guest.takeEvents(),
      cost,
    };
    const named = nameByGiven(taken, target, guest.given);
    const before = this.#baseline;
    const now = before ? { ...named, rates: guestRates(before, named) } : named;
    this.#baseline = this.#baselineOf(now);
    return now;
  }

  /** A half that is missing now is taken from before, within one session. */
  #baselineOf(now: GuestSnapshot): GuestSnapshot {
    const before = this.#baseline;
    if (before === undefined || before.session?.id !== now.session?.id) return now;
    const { linux, cgroup } = now.linux ? now : before;
    return { ...now, qemu: now.qemu ?? before.qemu, linux, cgroup };
  }
}
