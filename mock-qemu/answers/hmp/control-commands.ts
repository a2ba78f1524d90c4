import { nodeName } from '../../machine/disk.js';
import type { Machine } from '../../machine/machine.js';
import { deleteSaved, loadMachine, type SnapshotPlan, saveMachine } from '../../machine/snapshots.js';
import { introspectionOf } from '../../qapi/introspection.js';
import { isAtLeast } from '../../qapi/versions.js';
import type { JsonObject } from '../../wire/json.js';
import { QmpError } from '../../wire/qmp-error.js';
import type { Hmp, HmpCommand } from './hmp-command.js';

/** The commands that change the machine, with the help that QEMU 7.2 prints for each. */
export const CONTROL_COMMANDS: readonly HmpCommand[] = [
  {
    name: 'balloon',
    params: 'target',
    help: 'request VM to change its memory allocation (in MB)',
    needs: 1,
    check: checkTarget,
    run: balloon,
  },
  { name: 'cont|c', help: 'resume emulation', run: plain('cont') },
  { name: 'delvm', params: 'tag', help: 'delete a VM snapshot from its tag', needs: 1, run: deleteSnapshot },
  {
    name: 'device_add',
    params: 'driver[,prop=value][,...]',
    help: 'add device, like -device on the command line',
    needs: 1,
    run: addDevice,
  },
  {
    name: 'device_del',
    params: 'device',
    help: 'remove device',
    needs: 1,
    run: ({ ask }, [id = '']) => quiet(ask('device_del', { id })),
  },
  {
    name: 'loadvm',
    params: 'tag',
    help: 'restore a VM snapshot from its tag',
    needs: 1,
    run: ({ machine }, [tag = '']) => quiet(loadMachine(machine, snapshotPlan(machine, tag))),
  },
  {
    name: 'drive_add',
    params: [
      '[-n] [[<domain>:]<bus>:]<slot>',
      '[file=file][,if=type][,bus=n]',
      '[,unit=m][,media=d][,index=i]',
      '[,snapshot=on|off][,cache=on|off]',
      '[,readonly=on|off][,copy-on-read=on|off]',
    ].join('\n'),
    help: 'add drive to PCI storage controller',
    needs: 2,
    run: addDrive,
  },
  {
    name: 'drive_del',
    params: 'device',
    help: 'remove host block device',
    needs: 1,
    run: removeDrive,
  },
  { name: 'quit|q', help: 'quit the emulator', run: quit },
  {
    name: 'savevm',
    params: 'tag',
    help: 'save a VM snapshot. If no tag is provided, a new snapshot is created',
    needs: 1,
    run: saveSnapshot,
  },
  {
    name: 'set_link',
    params: 'name on|off',
    help: 'change the link status of a network adapter',
    needs: 2,
    check: ([, state]) => (state === 'on' || state === 'off' ? undefined : "Expected 'on' or 'off'"),
    run: ({ ask }, [name = '', state]) => quiet(ask('set_link', { name, up: state === 'on' })),
  },
  {
    name: 'sendkey',
    params: 'keys [hold_ms]',
    help: "send keys to the VM (e.g. 'sendkey ctrl-alt-f1', default hold time=100 ms)",
    needs: 1,
    takes: 2,
    run: sendKeys,
  },
  { name: 'stop|s', help: 'stop emulation', run: plain('stop') },
  { name: 'system_powerdown', help: 'send system power down event', run: plain('system_powerdown') },
  { name: 'system_reset', help: 'reset the system', run: plain('system_reset') },
  { name: 'system_wakeup', help: 'wakeup guest from suspend', run: plain('system_wakeup') },
];

function plain(command: string): HmpCommand['run'] {
  return ({ ask }) => quiet(ask(command));
}

/** A command that has succeeded prints nothing. */
function quiet(_reply: unknown): string {
  return '';
}

function balloon({ ask }: Hmp, [target = '']: readonly string[]): string {
  return quiet(ask('balloon', { value: BigInt(Number.parseInt(target, 10) || 0) * 2n ** 20n }));
}

/** QEMU reads an expression; the mock a number. */
function checkTarget([target]: readonly string[]): string | undefined {
  if (target === undefined) return 'unexpected end of expression';
  return /^\d/.test(target) ? undefined : `invalid char '${target[0]}' in expression`;
}

/** `ctrl-alt-delete`; a key may also be a number such as `0x1e`. */
function sendKeys({ machine }: Hmp, [keys = '']: readonly string[]): string {
  const known = new Set(keyNames(machine));
  const wrong = keys.split('-').find((key) => !known.has(key) && !/^0x[\da-f]+$/i.test(key));
  return wrong === undefined ? '' : `invalid parameter: ${wrong}\n`;
}

/** The words of QKeyCode, the only enum that has this one. */
function keyNames({ version }: Machine): readonly string[] {
  const enums = introspectionOf(version).entries.filter((entry) => entry['meta-type'] === 'enum');
  return enums.find(({ values }) => values.includes('ctrl_r'))?.values ?? [];
}

function addDevice({ ask }: Hmp, [text = '']: readonly string[]): string {
  const [driver = '', ...parts] = text.split(',');
  const properties: JsonObject = Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
  return quiet(ask('device_add', { driver: driver.replace(/^driver=/, ''), ...properties }));
}

/** `drive_add auto "file=/a.qcow2,if=none,id=drive-scsi1"`: the drive is a node of its name, for device_add. */
function addDrive({ machine }: Hmp, [, text = '']: readonly string[]): string {
  const id = /(?:^|,)id=([^,]*)/.exec(text)?.[1] ?? '';
  const { nodes } = machine.backends;
  const isTaken = nodes.has(id) || machine.disks.some(({ device }) => device === id);
  if (isTaken) return `Duplicate ID '${id}' for drive\n`;
  nodes.set(id, new Set());
  return 'OK\n';
}

function removeDrive({ machine }: Hmp, [id = '']: readonly string[]): string {
  const isRemoved = machine.backends.nodes.delete(id);
  const left = machine.disks.filter(({ device }) => device !== id);
  if (!isRemoved && left.length === machine.disks.length) {
    return `${isAtLeast(machine.version, '11.1') ? 'Error: ' : ''}Device '${id}' not found\n`;
  }
  machine.disks = left;
  return '';
}

/** QEMU answers before it ends. */
function quit({ ask, machine }: Hmp): string {
  ask('quit');
  setImmediate(() => machine.onEnd());
  return '';
}

/** A snapshot of the same tag is replaced. */
function saveSnapshot({ machine }: Hmp, [tag = '']: readonly string[]): string {
  const plan = snapshotPlan(machine, tag);
  deleteSaved(machine, tag, plan.devices);
  return quiet(saveMachine(machine, plan));
}

function deleteSnapshot({ machine }: Hmp, [tag = '']: readonly string[]): string {
  return quiet(deleteSaved(machine, tag, snapshotPlan(machine, tag).devices));
}

/** Of all disks that are not read-only; the first of them gets the machine's state. */
function snapshotPlan(machine: Machine, tag: string): SnapshotPlan {
  const disks = machine.disks.filter(({ readOnly }) => readOnly !== true);
  const [first] = disks;
  if (first === undefined) throw new QmpError('No block device can accept snapshots');
  return { tag, vmstate: nodeName(first), devices: disks.map(nodeName) };
}
