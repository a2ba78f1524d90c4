import { terminalSafe } from '../support/terminal-safe.js';
import {
  isListening,
  type ListeningSocket,
  socketOfChardev,
  socketOfDevice,
  type Unusable,
} from './chardev.js';
import { isOn, type OptionValue, parseOptionValue } from './option-list.js';
import { type QemuOption, valuesOf } from './qemu-options.js';

/** A socket of a QEMU that is not a QMP monitor: to connect to a gdbstub stops the guest, to an incoming migration ends it. */
export interface DeclaredServer {
  /** For people, e.g. `gdbstub`. */
  readonly what: string;
  readonly socket: ListeningSocket;
}

/** Characters of a description; more would only fill the line. */
const MAX_WHAT = 60;

/** What {@link declaredServers} calls a monitor for people, which does not speak QMP. */
export const HUMAN_MONITOR = 'human monitor (HMP)';

/** The name of the port at which a guest agent answers. */
export const AGENT_PORT = 'org.qemu.guest_agent.0';

/** A backend of a network card that is in another process. */
const VHOST_USER = 'vhost-user';

/** The options that take a character device as -serial does. */
const OF_DEVICE = new Map([
  ['monitor', HUMAN_MONITOR],
  ['serial', 'serial port'],
  ['parallel', 'parallel port'],
  ['debugcon', 'debug console'],
]);

/**
 * Lists what QEMU serves beside its QMP monitors.
 *
 * @param chardevs those that no QMP monitor uses, by id
 */
export function declaredServers(
  options: readonly QemuOption[],
  chardevs: ReadonlyMap<string, OptionValue>,
): readonly DeclaredServer[] {
  const used = new Map<string, string>();
  const servers = options.flatMap((option) => {
    const [what, chardev] = userOf(option);
    if (chardev !== undefined) used.set(chardev, what);
    return serverOf(option).flatMap((server) =>
      isListening(server.socket) ? [server as DeclaredServer] : [],
    );
  });
  const plain = Array.from(chardevs, ([id, values]) => {
    const what = used.get(id) ?? `character device ${id}`;
    const socket = socketOfChardev(values);
    // QEMU waits for the process behind a card, whatever the chardev says (net_init_vhost_user).
    const waits = what === VHOST_USER || (isListening(socket) && socket.waits);
    return { what: terminalSafe(what, MAX_WHAT), socket: { ...socket, waits } };
  });
  return [...servers, ...plain.filter((server): server is DeclaredServer => isListening(server.socket))];
}

/** Which chardev an option uses, and for what. */
function userOf(option: QemuOption): readonly [what: string, chardev: string | undefined] {
  const what = OF_DEVICE.get(option.name);
  if (what !== undefined) return [what, /^chardev:(.*)$/s.exec(option.text)?.[1]];
  if (option.name === 'mon') return [HUMAN_MONITOR, valuesOf(option, 'chardev').get('chardev')];
  if (option.name === 'netdev') {
    const netdev = valuesOf(option, 'type');
    return [VHOST_USER, netdev.get('type') === VHOST_USER ? netdev.get('chardev') : undefined];
  }
  if (option.name !== 'device') return ['', undefined];
  const device = valuesOf(option, 'driver');
  const isAgent = device.get('name') === AGENT_PORT;
  return [isAgent ? 'guest agent' : `${device.get('driver')} device`, device.get('chardev')];
}

interface Server {
  readonly what: string;
  readonly socket: ListeningSocket | Unusable;
}

function serverOf(option: QemuOption): readonly Server[] {
  const { name, text } = option;
  const what = OF_DEVICE.get(name);
  if (what !== undefined) return [{ what, socket: socketOfDevice(text.replace(/^mon:/, '')) }];
  if (name === 's') return [{ what: 'gdbstub', socket: inet('', 1234) }];
  // On tcp, -gdb is a server without being told so (gdbserver_start).
  const gdb = text.startsWith('tcp:') ? `${text},server=on,wait=off` : text;
  if (name === 'gdb') return [{ what: 'gdbstub', socket: socketOfDevice(gdb) }];
  if (name === 'incoming') return [{ what: 'incoming migration', socket: incoming(text) }];
  if (name === 'vnc' || (name === 'display' && text.startsWith('vnc=')))
    return vncSockets(valuesOf({ ...option, text: text.replace(/^vnc=/, '') }, 'vnc'));
  return name === 'spice' ? spiceSockets(valuesOf(option, 'port')) : [];
}

function incoming(text: string): ListeningSocket | Unusable {
  if (!text.startsWith('{')) return socketOfDevice(`${text},server=on,wait=off`);
  const channel = parseOptionValue(text, '');
  const [path, port] = [channel.get('addr.path'), channel.get('addr.port')];
  if (path !== undefined) return { type: 'path', path, waits: false };
  return port === undefined ? { why: 'no address' } : inet(channel.get('addr.host') ?? '', Number(port));
}

const VNC_PORTS = 5900;
const VNC_WEBSOCKET_PORTS = 5700;

function vncSockets(vnc: OptionValue): readonly Server[] {
  const what = 'VNC server';
  const address = vnc.get('vnc') ?? '';
  const path = /^unix:(.*)$/s.exec(address)?.[1];
  if (path !== undefined) return [{ what, socket: { type: 'path', path, waits: false } }];
  const [, host = '', display] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (display === undefined) return [];
  const websocket = vnc.get('websocket');
  const socket = inet(host, VNC_PORTS + Number(display), VNC_PORTS + Number(vnc.get('to') ?? display));
  if (websocket === undefined || websocket === 'off') return [{ what, socket }];
  const port = /^\d+$/.test(websocket) ? Number(websocket) : VNC_WEBSOCKET_PORTS + Number(display);
  return [
    { what, socket },
    { what, socket: inet(host, port) },
  ];
}

function spiceSockets(spice: OptionValue): readonly Server[] {
  const what = 'SPICE server';
  const host = spice.get('addr') ?? '';
  if (isOn(spice, 'unix')) return [{ what, socket: { type: 'path', path: host, waits: false } }];
  return [spice.get('port'), spice.get('tls-port')].flatMap((port) =>
    port === undefined ? [] : [{ what, socket: inet(host, Number(port)) }],
  );
}

function inet(host: string, port: number, lastPort = port): ListeningSocket {
  return { type: 'inet', host: host.replace(/^\[(.*)\]$/, '$1'), port, lastPort, waits: false };
}
