import fc from 'fast-check';
import { EVENT_KINDS, type GuestEvent } from '../../../src/model/guest-event.js';
import { judgeMemory } from '../../../src/model/guest-memory.js';
import { guestRates } from '../../../src/model/guest-rates.js';
import type { LinuxSample, ThreadSample } from '../../../src/model/linux-sample.js';
import type { QemuSample } from '../../../src/model/qemu-sample.js';
import type { GuestSnapshot, NicSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { PROBLEM_VERDICTS } from '../../../src/model/verdict.js';
import { unicodeText } from '../../unicode-text.js';
import { AFTER, BEFORE, MOVING_GUEST, MOVING_PROCESS } from '../moving-snapshot.js';
import { DISK, GUEST, guestSnapshot, MACVTAP, TAP, WEB_NIC } from '../rich-snapshot.js';

/** Names that often are the same, and any others. */
const name = fc.oneof(fc.constantFrom('a', 'b', 'a#2', ''), unicodeText({ maxLength: 30 }));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const list = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 });
const id = fc.nat(4);

const thread: fc.Arbitrary<ThreadSample> = fc.record({
  id,
  name: maybe(name),
  state: maybe(fc.constantFrom('R', 'S', 'D', 'T', 'Z', '')),
  runNanoseconds: maybe(fc.nat()),
  waitNanoseconds: maybe(fc.nat()),
});

const linux: fc.Arbitrary<LinuxSample> = fc
  .record({ pid: id, startTicks: id, threads: list(thread), rssBytes: maybe(fc.maxSafeNat()) })
  .map((more) => ({ ...MOVING_PROCESS, ...more }));

const qemu: fc.Arbitrary<QemuSample> = fc
  .record({
    runState: maybe(fc.oneof(fc.constantFrom('running', 'io-error', 'paused'), name)),
    vcpus: maybe(list(fc.record({ index: id, threadId: id }))),
    iothreads: maybe(list(fc.record({ id: name, threadId: id }))),
    disks: maybe(
      list(fc.record({ name, image: maybe(fc.constant(DISK.image)) }).map((more) => ({ ...DISK, ...more }))),
    ),
    balloon: fc.constantFrom(undefined, GUEST.balloon),
    failures: list(fc.record({ part: name, why: name })),
  })
  .map((more) => ({ ...MOVING_GUEST, ...more }));

const nic: fc.Arbitrary<NicSnapshot> = fc.record({
  nic: fc.record({ path: maybe(name), id: maybe(name), netdev: maybe(name), mac: fc.constant(WEB_NIC.mac) }),
  host: fc.constantFrom(undefined, TAP, MACVTAP),
  neighbourAddress: maybe(name),
});

const problem = fc.record({
  kind: fc.constantFrom(...(Object.keys(PROBLEM_VERDICTS) as (keyof typeof PROBLEM_VERDICTS)[])),
  message: name,
});

const guest: fc.Arbitrary<GuestSnapshot> = fc
  .record({
    ...{ name, uuid: maybe(name), pid: maybe(id), socket: maybe(name) },
    ...{ qemu: maybe(qemu), linux: maybe(linux), nics: list(nic), problem: maybe(problem) },
    agent: fc.constantFrom(undefined, { osId: 'debian', addresses: [{ mac: WEB_NIC.mac, address: '::1' }] }),
    declared: fc.constantFrom(undefined, { vcpus: 2, memoryBytes: undefined }),
    session: fc.constantFrom(undefined, { id: 1, beganAtSeconds: 0, reason: 'the guest was reset' }),
    lastGood: maybe(fc.record({ qemu, ageSeconds: fc.double({ min: 0, noNaN: true }) })),
    cgroup: fc.constantFrom(undefined, BEFORE.guests[0]?.cgroup),
  })
  .map((more) => guestSnapshot({ ...more, memory: judgeMemory(more.qemu, more.problem) }));

/** The same process and the same answer a while later, so that there are rates. */
function later(before: GuestSnapshot): GuestSnapshot {
  const seconds = (sample: { readonly monotonicSeconds?: number | undefined }) =>
    (sample.monotonicSeconds ?? 0) + 1;
  const now: GuestSnapshot = {
    ...before,
    qemu: before.qemu && { ...before.qemu, monotonicSeconds: seconds(before.qemu) },
    linux: before.linux && { ...before.linux, monotonicSeconds: seconds(before.linux) },
  };
  return { ...now, rates: guestRates(before, now) };
}

/** Any snapshot, with guests that share names, processes, disks and whatever else should be unique. */
export const arbitrarySnapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    takenAtSeconds: fc.double({ min: 0, max: 4e9, noNaN: true }),
    host: fc.constantFrom(AFTER.host, { memoryBytes: undefined }),
    guests: list(fc.oneof(guest, guest.map(later))),
    warnings: list(name),
  })
  .map((snapshot) => snapshot);

/** Any events, newest first. */
export const arbitraryEvents: fc.Arbitrary<readonly GuestEvent[]> = list(
  fc.record({
    number: fc.nat(),
    atSeconds: fc.double({ noNaN: true, noDefaultInfinity: true }),
    kind: fc.constantFrom(...EVENT_KINDS),
    guest: name,
    from: maybe(name),
    to: maybe(name),
    message: maybe(name),
    name: maybe(name),
  }),
);
