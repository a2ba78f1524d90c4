import { UsageError } from '../usage.js';

/** Verbs of virsh that stand for one command of QEMU. */
const COMMANDS: { readonly [verb: string]: string } = {
  save: 'migrate',
};

const START = 'nothing here starts a guest: start its QEMU, such as by its systemd unit';
const NO_FILE = 'a QEMU has no file of its guest that would keep it';

/** Verbs that are something else here. */
const INSTEAD: { readonly [verb: string]: string } = {
  list: "'qgauge ls' lists the guests",
  domstats: "'qgauge domstats' prints it of all guests, or of those that are named",
  dumpxml:
    "QEMU has no XML: 'qgauge qom tree GUEST' prints its devices, and describe() of the library what is known",
  'qemu-monitor-command': "'qgauge qmp GUEST COMMAND' sends a command of QEMU",
  'qemu-monitor-event': "'qgauge dom event GUEST --all --loop' prints the events",
  'update-device':
    "'change-media', 'domif-setlink', 'blkdeviotune' and 'set-display-password' change what QEMU can change",
  vncdisplay: "'qgauge dom domdisplay GUEST' prints it",
  desc: NO_FILE,
  metadata: NO_FILE,
  domrename: `${NO_FILE}: the name is that of -name in its command line`,
  managedsave: NO_FILE,
  'managedsave-remove': NO_FILE,
  'guest-agent-timeout': '--timeout is how long an answer of the guest agent may take',
  'qemu-agent-command':
    "the verbs ask the guest agent, and 'qgauge dom exec GUEST --guest-exec -- PROGRAM' runs a program in the guest",
  start: START,
  create: START,
  define: NO_FILE,
  undefine: NO_FILE,
  edit: NO_FILE,
  setmaxmem: 'the most that a guest can have is fixed when its QEMU starts (-m)',
  ttyconsole: "'qgauge dom console GUEST --control' attaches to its console",
  'cpu-stats': "'qgauge domstats GUEST --cpu-total' and 'qgauge dom vcpuinfo GUEST' print what it has used",
};

/** Other verbs that change a guest. */
const CHANGES: ReadonlySet<string> = new Set([
  ...['backup-begin', 'blockcommit', 'blockcopy', 'blockpull', 'checkpoint-create', 'domjobabort'],
  ...['migrate', 'migrate-setmaxdowntime', 'migrate-setspeed'],
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
