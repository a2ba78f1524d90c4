import { byUniqueKey, growthOf, ratioOf } from './counters.js';
import type { ThreadSample } from './linux-sample.js';
import type { QemuSample } from './qemu-sample.js';
import type { ThreadRates } from './rates.js';

const NANOSECONDS = 1e9;

/**
 * How each thread that is in both samples spent its time.
 *
 * @param guest names the threads of vCPUs and iothreads; an earlier sample of the same session serves as well
 */
export function threadRates(
  previous: readonly ThreadSample[],
  current: readonly ThreadSample[],
  guest: QemuSample | undefined,
  seconds: number,
): readonly ThreadRates[] {
  const before = byUniqueKey(previous, ({ id }) => id);
  const roleOf = rolesOf(guest);
  return current.flatMap((thread) => {
    const same = before.get(thread.id);
    if (same === undefined) return [];
    const share = (figure: 'runNanoseconds' | 'waitNanoseconds') =>
      ratioOf(growthOf(same[figure], thread[figure]), seconds * NANOSECONDS);
    return {
      id: thread.id,
      ...roleOf(thread.id),
      runRatio: share('runNanoseconds'),
      waitRatio: share('waitNanoseconds'),
    };
  });
}

type Role = Pick<ThreadRates, 'role' | 'of'>;

function rolesOf(guest: QemuSample | undefined): (id: number) => Role {
  if (guest?.vcpus === undefined) return () => ({ role: undefined, of: undefined });
  const roles = new Map<number, Role>();
  for (const { id, threadId } of guest.iothreads ?? []) roles.set(threadId, { role: 'iothread', of: id });
  // From last to first: a thread that several vCPUs share counts as that of the first one.
  for (const { index, threadId } of guest.vcpus.toReversed())
    roles.set(threadId, { role: 'vcpu', of: index });
  return (id) => roles.get(id) ?? { role: 'other', of: undefined };
}
