import type { Pressure } from '../../model/host-sample.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { percentOf } from './figures.js';

/** The part of the periods in which the group used up its CPU time and had to wait; `undefined` without a limit. */
export function throttledPercent({ rates }: GuestSnapshot): number | undefined {
  return percentOf(rates?.cgroup?.throttledPeriods, rates?.cgroup?.periods);
}

export const RESOURCES = ['cpu', 'memory', 'io'] as const;
export type Resource = (typeof RESOURCES)[number];

/** The share of the last ten seconds in which some tasks, or all of them, waited for a resource, in percent. */
export function stalledPercent(
  pressure: Pressure | undefined,
  resource: Resource,
  tasks: 'some' | 'full',
): number | undefined {
  return pressure?.[resource]?.[tasks]?.avg10;
}
