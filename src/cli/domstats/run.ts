import { domstatsJson, encodeDomstats } from '../../formats/domstats/domstats.js';
import { DOMSTATS_GROUPS, type DomstatsGroup } from '../../formats/domstats/stat.js';
import { libvirtStateOf } from '../../model/libvirt-state.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { explainProblems } from '../explain-problem.js';
import { withLastGood } from '../last-good.js';
import { snapshotOfGuests } from '../snapshot-of-guests.js';
import { UsageError } from '../usage.js';
import type { DomstatsOptions } from './command.js';
import { withAbsolutePaths } from './image-paths.js';

/** What prints nothing here. */
const EMPTY: ReadonlySet<DomstatsGroup> = new Set(['perf', 'memory', 'vm'] as const);

/** Prints the figures of guests as virsh does, and writes nothing to any of them. */
export async function domstats(
  select: readonly string[],
  options: DomstatsOptions,
  context: Context,
): Promise<number> {
  const groups = groupsOf(options);
  if (options.listPersistent || options.listTransient)
    throw new UsageError(
      "--list-persistent and --list-transient are not known here: 'qgauge dom dominfo GUEST' prints it of one guest",
    );
  const snapshot = await snapshotOfGuests(select, options, context, { details: true });
  const found = snapshot.guests.map((guest) => withLastGood(guest, snapshot.takenAtSeconds));
  const listed = found.filter(({ guest }) => isListed(guest, options));
  const guests = listed.map(({ guest }) => withAbsolutePaths(guest));
  const said = found.flatMap(({ guest, warnings }) =>
    isListed(guest, options) ? [...warnings, ...explainProblems(guest)] : whyLeftOut(guest, options),
  );
  for (const line of [...said, ...snapshot.warnings]) context.warn(line);
  const { backing, libvirt, json } = options;
  const print = { ...(groups ? { groups } : {}), backing, libvirt };
  context.out(
    json
      ? `${escapeControls(JSON.stringify(domstatsJson({ guests }, print), null, 2))}\n`
      : encodeDomstats({ guests }, print),
  );
  const judged = guests.length > 0 ? guests : found.map(({ guest }) => guest);
  const isGood = judged.length === 0 || judged.some(({ problem }) => problem === undefined);
  return isGood ? EXIT.ok : EXIT.failed;
}

/** The groups that are asked for; `undefined` for all. */
function groupsOf(options: DomstatsOptions): readonly DomstatsGroup[] | undefined {
  const asked = DOMSTATS_GROUPS.filter((group) => options[group === 'cpu-total' ? 'cpuTotal' : group]);
  const empty = asked.find((group) => EMPTY.has(group));
  if (options.enforce && empty !== undefined)
    throw new UsageError(`--enforce: qgauge has nothing to print for --${empty}`);
  return asked.length === 0 ? undefined : asked;
}

const RUNNING = 1;
const PAUSED = 3;

function isListed({ qemu }: GuestSnapshot, options: DomstatsOptions): boolean {
  const { listActive, listInactive, listRunning, listPaused, listShutoff, listOther } = options;
  if (listInactive && !listActive) return false;
  if (!listRunning && !listPaused && !listShutoff && !listOther) return true;
  const { state } = libvirtStateOf(qemu?.runState);
  if (state === RUNNING) return listRunning ?? false;
  return (state === PAUSED ? listPaused : listOther) ?? false;
}

/** Of a guest that is left out: where its state is not known, it may be one that is asked for. */
function whyLeftOut(guest: GuestSnapshot, { listInactive, listRunning, listPaused }: DomstatsOptions) {
  if (listInactive || guest.qemu?.runState !== undefined || !(listRunning || listPaused)) return [];
  return explainProblems(guest).map((line) => `${line}; it is left out, since its state is not known`);
}
