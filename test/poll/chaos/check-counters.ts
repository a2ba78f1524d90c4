import { DISK_COUNTERS, PROCESS_COUNTERS, PROCESS_IO } from '../../../src/model/counter-names.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';

type Counters<Name extends string> = { readonly [Each in Name]?: number | undefined };

/** The counters that never decrease while a process lives; those of context switches lose the threads that end. */
const OF_PROCESS = PROCESS_COUNTERS.filter(
  (name) => name !== 'voluntarySwitches' && name !== 'involuntarySwitches',
);

/** Lists the counters that decreased between two snapshots of one session. */
export function findBackwardSteps(before: GuestSnapshot, now: GuestSnapshot): readonly string[] {
  const [was, is] = [before.linux, now.linux];
  const disks = new Map(before.qemu?.disks?.map(({ name, counters }) => [name, counters]));
  return [
    ...(was && is ? steps('process', OF_PROCESS, was, is) : []),
    ...(was && is ? steps('process', ['elapsedSeconds'], was, is) : []),
    ...(was?.io && is?.io ? steps('io', PROCESS_IO, was.io, is.io) : []),
    ...(now.qemu?.disks ?? []).flatMap(({ name, counters }) =>
      steps(name, DISK_COUNTERS, disks.get(name) ?? {}, counters),
    ),
    ...steps('balloon', ['lastUpdateSeconds'], reportOf(before), now.qemu?.balloon?.report ?? {}),
  ];
}

/** A balloon report that is older than its session belongs to the one before: QEMU keeps it until the next report. */
function reportOf({ qemu, session }: GuestSnapshot): Counters<'lastUpdateSeconds'> {
  const report = qemu?.balloon?.report;
  return report && report.lastUpdateSeconds > (session?.beganAtSeconds ?? 0) ? report : {};
}

function steps<Name extends string>(
  of: string,
  names: readonly Name[],
  before: Counters<Name>,
  now: Counters<Name>,
): readonly string[] {
  return names.flatMap((name) => {
    const [was, is] = [before[name], now[name]];
    return was !== undefined && is !== undefined && is < was
      ? [`${of}: ${name} decreased from ${was} to ${is}`]
      : [];
  });
}
