import type { LabGuest } from '../test/lab/guest.js';
import type { Libvirt } from './libvirt.js';
import { timeCollect, timeNothing, timeProcess } from './run-process.js';
import { compare, interleave, type Row } from './statistics.js';

const ROUNDS = 21;
const MAX_RATIO_ONE = 2.5;
const MAX_RATIO_MANY = 0.5;

/** A whole `qgauge collect` for one guest, against a Node that does nothing. */
export async function benchColdOne(guest: LabGuest): Promise<Row> {
  const sockets = guest.monitors.slice(0, 1);
  await timeCollect(sockets);
  const [ours, floor] = await interleave(ROUNDS, () => timeCollect(sockets), timeNothing);
  return compare('cold `qgauge collect`, 1 VM', ours, floor, MAX_RATIO_ONE, 'node -e 0');
}

/** Times of a command, each beside one of a Node that does nothing: the anchor if the machine changes its pace. */
export interface Anchored {
  readonly times: readonly number[];
  readonly nothing: readonly number[];
}

/** A whole `qgauge collect` that finds every guest of the host by itself. */
export async function timeColdSweep(): Promise<Anchored> {
  await timeCollect([]);
  const [times, nothing] = await interleave(ROUNDS, () => timeCollect([]), timeNothing);
  return { times, nothing };
}

/** `virsh domstats` for as many domains. */
export async function timeDomstats(libvirt: Libvirt): Promise<Anchored> {
  const domstats = () => timeProcess('virsh', libvirt.domstats);
  await domstats();
  const [times, nothing] = await interleave(ROUNDS, domstats, timeNothing);
  return { times, nothing };
}

/** Both were measured with their own guests alone on the host, one after the other. */
export function compareColdSweep(count: number, ours: Anchored, libvirt: Anchored): Row {
  const floor = libvirt.times.map((time, at) => time + (libvirt.nothing[at] ?? 0));
  const what = `cold \`qgauge collect\`, ${count} VMs`;
  return compare(what, ours.times, floor, MAX_RATIO_MANY, 'virsh domstats + node -e 0');
}
