import { UsageError } from '../usage.js';

/** Verbs of virsh that stand for one command of QEMU. */
const COMMANDS: { readonly [verb: string]: string } = {
  save: 'migrate',
};

const START = 'nothing here starts a guest: start its QEMU, such as by its systemd unit';

/** Verbs that are something else here. */
const INSTEAD: { readonly [verb: string]: string } = {
  list: "'qgauge ls' lists the guests",
  domstats: "'qgauge domstats' prints it of all guests, or of those that are named",
  dumpxml:
    "QEMU has no XML: 'qgauge qom tree GUEST' prints its devices, and describe() of the library what is known",
  'qemu-monitor-command': "'qgauge qmp GUEST COMMAND' sends a command of QEMU",
  'qemu-monitor-event': "'qgauge dom event GUEST --all --loop' prints the events",
  'update-device': "'change-media', 'domif-setlink' and 'blkdeviotune' change what QEMU can change",
  vncdisplay: "'qgauge dom domdisplay GUEST' prints it",
  start: START,
  create: START,
};

/** Other verbs that change a guest. */
const CHANGES: ReadonlySet<string> = new Set([
  ...['backup-begin', 'blockcommit', 'blockcopy', 'blockpull', 'checkpoint-create', 'domjobabort'],
  ...['managedsave', 'migrate', 'migrate-setmaxdowntime', 'migrate-setspeed'],
  ...['snapshot-create', 'snapshot-create-as', 'snapshot-delete', 'snapshot-revert'],
]);

/**
 * Says what there is in place of a verb of virsh that `dom` does not have.
 *
 * @throws {UsageError} when it is one
 */
export function refuseOtherVerb(verb = ''): void {
  const why = Object.hasOwn(INSTEAD, verb) ? INSTEAD[verb] : adviceOnCommand(verb);
  if (why !== undefined) throw new UsageError(`dom has no ${verb}: ${why}`);
}

function adviceOnCommand(verb: string): string | undefined {
  const command = Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
  if (command === undefined && !CHANGES.has(verb)) return undefined;
  return `'qgauge qmp GUEST --control ${command ?? 'COMMAND'}' sends QEMU what changes a guest`;
}
