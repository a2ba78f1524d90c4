import type { GuestEvent } from '../../model/guest-event.js';
import type { Snapshot } from '../../model/snapshot.js';
import { hostSubjectOf } from '../kvmtop/subject.js';
import { DISKS_SCREEN } from './disks-screen.js';
import { GUESTS_SCREEN } from './guests-screen.js';
import { MEMORY_SCREEN } from './memory-screen.js';
import { NICS_SCREEN } from './nics-screen.js';
import { PRESSURE_SCREEN } from './pressure-screen.js';
import { PROBLEMS_SCREEN } from './problems-screen.js';
import { THREADS_SCREEN } from './threads-screen.js';
import type { TopScreen, TopSource } from './top-screen.js';

/** The screens of `top`, in the order of the keys 1 to 7. */
export const TOP_SCREENS: readonly [TopScreen, ...TopScreen[]] = [
  GUESTS_SCREEN,
  THREADS_SCREEN,
  DISKS_SCREEN,
  NICS_SCREEN,
  MEMORY_SCREEN,
  PRESSURE_SCREEN,
  PROBLEMS_SCREEN,
];

export interface TopSourceOptions {
  /** Newest first (default: none). */
  readonly events?: readonly GuestEvent[] | undefined;
  /** What 100 % of CPU time are (default: one CPU). */
  readonly cpuScale?: TopSource['cpuScale'] | undefined;
  /** The host's network interfaces to sum (default: all physical ones). */
  readonly netdev?: readonly string[] | undefined;
  /** The host's block devices to sum (default: all physical ones). */
  readonly storedev?: readonly string[] | undefined;
}

/** Prepares a sweep for the screens. */
export function topSourceOf(snapshot: Snapshot, options: TopSourceOptions = {}): TopSource {
  const { events = [], cpuScale = 'core', netdev, storedev } = options;
  return { snapshot, events, cpuScale, host: hostSubjectOf(snapshot.host, { netdev, storedev }) };
}
