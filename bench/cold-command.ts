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

/** A whole `qgauge collect` for all guests, against `virsh domstats` for as many, plus a Node that does nothing. */
export async function benchColdMany(guests: readonly LabGuest[], libvirt: Libvirt): Promise<Row> {
  const sockets = guests.flatMap((guest) => guest.monitors.slice(0, 1));
  await timeCollect(sockets);
  const theirs = async () => (await timeProcess('virsh', libvirt.domstats)) + (await timeNothing());
  await theirs();
  const [ours, floor] = await interleave(ROUNDS, () => timeCollect(sockets), theirs);
  const what = `cold \`qgauge collect\`, ${guests.length} VMs`;
  return compare(what, ours, floor, MAX_RATIO_MANY, 'virsh domstats + node -e 0');
}
