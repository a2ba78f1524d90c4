import type { MonitorSpec } from '../machine-spec.js';
import type { Option } from './option.js';
import { isOn, type OptionList, parseOptionList } from './option-list.js';
import type { Options } from './options.js';
import { QemuRefusal } from './refusal.js';

/**
 * The monitors in control mode of a command line, in its order: -qmp, -qmp-pretty and -mon. A monitor for people (HMP) is
 * accepted, and not opened.
 *
 * @throws {QemuRefusal} for a chardev that QEMU refuses, or that the mock cannot simulate
 */
export function readMonitors(options: Options): readonly MonitorSpec[] {
  const chardevs = readChardevs(options);
  return options.of('qmp', 'qmp-pretty', 'mon').flatMap((option) => {
    const monitor = monitorOf(option, chardevs);
    return monitor === undefined ? [] : [monitor];
  });
}

/** The socket of a chardev, for a monitor or an agent; undefined for a chardev that is not a socket. */
export function socketOf(chardev: OptionList): MonitorSpec | undefined {
  if (chardev.get('backend') !== 'socket') return undefined;
  const isServer = isOn(chardev, 'server');
  const address = addressOf(chardev);
  if (isServer) return { listen: address };
  const seconds = Number(chardev.get('reconnect') ?? 0);
  const reconnectMs = seconds > 0 ? seconds * 1000 : Number(chardev.get('reconnect-ms') ?? 0);
  return { connect: address, ...(reconnectMs > 0 && { reconnectMs }) };
}

/** The addresses on which other chardevs listen: those that are neither monitors in control mode nor the guest agent's. */
export function readOtherSockets(options: Options, used: ReadonlySet<string>): readonly string[] {
  const others = [...readChardevs(options)].filter(([id]) => !used.has(id)).map(([, chardev]) => chardev);
  const legacy = options.of('serial', 'parallel').map(({ value }) => legacyChardev(value));
  return [...others, ...legacy].flatMap((chardev) =>
    isOn(chardev, 'server') ? (socketOf(chardev)?.listen ?? []) : [],
  );
}

/** The values of every -chardev, by id. */
export function readChardevs(options: Options): ReadonlyMap<string, OptionList> {
  const chardevs = new Map<string, OptionList>();
  for (const { value } of options.of('chardev')) {
    const values = parseOptionList(value, 'backend');
    const id = values.get('id');
    if (id === undefined) throw new QemuRefusal(`-chardev ${value}: chardev: no id specified`);
    if (chardevs.has(id)) throw new QemuRefusal(`-chardev ${value}: Duplicate ID '${id}' for chardev`);
    chardevs.set(id, values);
  }
  return chardevs;
}

function monitorOf(
  { name, value }: Option,
  chardevs: ReadonlyMap<string, OptionList>,
): MonitorSpec | undefined {
  if (name === 'mon') {
    const mon = parseOptionList(value, 'chardev');
    const id = mon.get('chardev') ?? '';
    const chardev = chardevs.get(id);
    if (chardev === undefined) throw new QemuRefusal(`-mon ${value}: chardev "${id}" not found`);
    if (mon.get('mode') !== 'control') return undefined;
    return { ...needSocket(chardev, `-mon ${value}`), chardev: id, ...(isOn(mon, 'pretty') && PRETTY) };
  }
  const pretty = name === 'qmp-pretty' ? PRETTY : {};
  const id = /^chardev:(.*)$/s.exec(value)?.[1];
  if (id !== undefined) {
    const chardev = chardevs.get(id);
    if (chardev === undefined) throw new QemuRefusal(`-${name} ${value}: chardev "${id}" not found`);
    return { ...needSocket(chardev, `-${name} ${value}`), chardev: id, ...pretty };
  }
  if (value === 'none' || value === 'null') return undefined;
  return { ...needSocket(legacyChardev(value), `-${name} ${value}`), ...pretty };
}

const PRETTY = { pretty: true };

function needSocket(chardev: OptionList, option: string): MonitorSpec {
  const socket = socketOf(chardev);
  if (socket !== undefined) return socket;
  throw new QemuRefusal(
    `${option}: the mock's monitors are sockets: unix:PATH, tcp:HOST:PORT or -chardev socket`,
  );
}

/** The older form: `unix:/run/vm1.sock,server=on,wait=off`, `tcp:127.0.0.1:4444,server`, `websocket:…`. */
function legacyChardev(text: string): OptionList {
  if (text.startsWith('unix:')) {
    return new Map([...parseOptionList(text.slice('unix:'.length), 'path'), ['backend', 'socket']]);
  }
  const inet = /^(tcp|websocket):(?:\[([^\]]*)\]|([^:,]*)):(\d+)(?:,(.*))?$/.exec(text);
  if (inet === null) return new Map([['backend', text]]);
  const [, type = '', ipv6, host = '', port = '', rest = ''] = inet;
  const isWeb: readonly [string, string][] = type === 'websocket' ? [['websocket', 'on']] : [];
  return new Map([
    ...parseOptionList(rest, ''),
    ...isWeb,
    ['backend', 'socket'],
    ['host', ipv6 ?? host],
    ['port', port],
  ]);
}

function addressOf(chardev: OptionList): string {
  const [path, fd] = [chardev.get('path'), chardev.get('fd')];
  if (fd !== undefined) return `fd:${fd}`;
  if (path !== undefined && isOn(chardev, 'abstract')) {
    throw new QemuRefusal(`the mock cannot use an abstract socket: give '${path}' without abstract=on`);
  }
  if (path !== undefined) return `unix:${path}`;
  const host = chardev.get('host') ?? '';
  const at = `${host.includes(':') ? `[${host}]` : host}:${chardev.get('port') ?? '0'}`;
  return isOn(chardev, 'websocket') ? `ws://${at}/` : `tcp:${at}`;
}
