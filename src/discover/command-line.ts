import type { DeclaredMachine } from '../model/declared-machine.js';
import { boundName } from '../model/guest-name.js';
import { terminalSafe } from '../support/terminal-safe.js';
import {
  isListening,
  type ListeningSocket,
  socketOfChardev,
  socketOfDevice,
  type Unusable,
} from './chardev.js';
import { parseConfigFile } from './config-file.js';
import { declaredMachine, declaredMaxVcpus } from './declared-machine.js';
import { AGENT_PORT, type DeclaredServer, declaredServers } from './declared-servers.js';
import { isOn, type OptionValue } from './option-list.js';
import { type QemuOption, splitOptions, valuesOf } from './qemu-options.js';

/** The relevant parts of a QEMU's command line. */
export interface QemuCommandLine {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly pidfile: string | undefined;
  /** Its QMP monitors, in the order of the options. */
  readonly monitors: readonly (ListeningSocket | Unusable)[];
  /** What else it serves. */
  readonly servers: readonly DeclaredServer[];
  /** The sockets at which QEMU waits for a client before it begins to run the machine. */
  readonly waitsFor: readonly ListeningSocket[];
  /** Files with further options that could not be read. */
  readonly unreadFiles: readonly Unusable[];
  /** The socket of the guest agent. */
  readonly agent: ListeningSocket | undefined;
  /** Network backends by id: -netdev. */
  readonly netdevs: ReadonlyMap<string, OptionValue>;
  /** The network cards in order: -device, -nic, -net. */
  readonly nics: readonly DeclaredNic[];
  /** Whether there may be a network card without a -device: by -nic or -net, or by default. */
  readonly mayHaveBuiltInNic: boolean;
  /** Whether there may be a VNC server: by -vnc or -display, or by default, which depends on how QEMU was built. */
  readonly mayHaveVnc: boolean;
  readonly mayHaveSpice: boolean;
  /** Whether there is a machine in it: libvirt starts QEMUs with `-machine none`, to ask what they can do. */
  readonly hasMachine: boolean;
  /** Whether it waits, or has waited, for a migration. */
  readonly isIncoming: boolean;
  /** How many threads of -object iothread it has. */
  readonly iothreads: number;
  readonly declared: DeclaredMachine;
  /** How many vCPUs the machine can have; `undefined` without -smp. */
  readonly maxVcpus: number | undefined;
  /** Whether there is an option that only QEMU has. */
  readonly looksLikeQemu: boolean;
}

/** A network card in the command line. */
export interface DeclaredNic {
  /** The device's id, if it has one. */
  readonly id: string | undefined;
  /** The backend's id; `undefined` when QEMU generates it (-nic, -net). */
  readonly netdev: string | undefined;
  readonly backend: OptionValue | undefined;
  /** As written; `undefined` when QEMU chooses one. */
  readonly mac: string | undefined;
}

/** Characters of an id in a message. */
const MAX_ID = 60;

/** Reads a file of -readconfig, whose path may be relative to the directory where QEMU was started. */
export type ReadConfig = (path: string) => string | Unusable;

/** Parses the arguments of a QEMU, without the name of the program, and the files of -readconfig among them. */
export function parseCommandLine(
  args: readonly string[],
  readConfig: ReadConfig = NOT_READ,
): QemuCommandLine {
  const files = new Map<string, string | Unusable>();
  const options = splitOptions(args).flatMap((option) => {
    if (option.name !== 'readconfig') return [option];
    const file = readConfig(option.text);
    files.set(option.text, file);
    return typeof file === 'string' ? parseConfigFile(file) : [];
  });
  const unreadFiles = [...files.values()].filter((file) => typeof file !== 'string');
  const isWhole = unreadFiles.length === 0;
  const values = (name: string, impliedKey: string) =>
    options.filter((option) => option.name === name).map((option) => valuesOf(option, impliedKey));
  const last = (name: string) => options.findLast((option) => option.name === name)?.text;

  const has = (...names: readonly string[]) => options.some(({ name }) => names.includes(name));
  const displays = options.filter(({ name }) => name === 'display').map(({ text }) => text);

  const chardevs = new Map(values('chardev', 'backend').map((chardev) => [chardev.get('id') ?? '', chardev]));
  const devices = values('device', 'driver');
  const netdevs = new Map(values('netdev', 'type').map((netdev) => [netdev.get('id') ?? '', netdev]));
  const machines = [...values('machine', 'type'), ...values('M', 'type')];

  const hubBackends = values('net', 'type').filter((part) => isCard(part) && part.get('type') !== 'nic');
  const ofMonitors = new Set(options.map(monitorChardevOf));
  const others = new Map([...chardevs].filter(([id]) => !ofMonitors.has(id)));

  const smp = [...values('smp', 'cpus'), ...values('smp-opts', 'cpus')];

  const monitors = options.flatMap((option) => monitorOf(option, chardevs));
  const servers = declaredServers(options, others);
  const sockets = [...monitors.filter(isListening), ...servers.map(({ socket }) => socket)];

  return {
    name: nameOf(values('name', 'guest')),
    uuid: last('uuid')?.toLowerCase(),
    pidfile: last('pidfile'),
    monitors,
    servers,
    waitsFor: sockets.filter(({ waits }) => waits),
    unreadFiles,
    agent: agentOf(devices, chardevs),
    netdevs,
    nics: options.flatMap((option) => nicOf(option, netdevs, hubBackends)),
    mayHaveBuiltInNic: !isWhole || has('nic', 'net') || !has('nodefaults', 'netdev'),
    mayHaveVnc: !isWhole || has('vnc') || !has('display', 'nographic', 'spice') || displays.some(isVnc),
    mayHaveSpice: !isWhole || has('spice') || displays.some((display) => display.startsWith('spice')),
    hasMachine: machines.findLast((machine) => machine.has('type'))?.get('type') !== 'none',
    isIncoming: has('incoming'),
    iothreads: values('object', 'qom-type').filter((object) => object.get('qom-type') === 'iothread').length,
    declared: declaredMachine(smp, [...values('m', 'size'), ...values('memory', 'size')]),
    maxVcpus: declaredMaxVcpus(smp),
    looksLikeQemu: has('qmp', 'qmp-pretty', 'mon'),
  };
}

const NOT_READ: ReadConfig = (path) => ({ why: `${path} was not read` });

function nameOf(values: readonly OptionValue[]): string | undefined {
  return boundName(values.findLast((value) => value.has('guest'))?.get('guest') ?? '') || undefined;
}

/** The chardev of an option that makes it a QMP monitor. */
function monitorChardevOf(option: QemuOption): string | undefined {
  if (option.name === 'qmp' || option.name === 'qmp-pretty') return /^chardev:(.*)$/s.exec(option.text)?.[1];
  if (option.name !== 'mon') return undefined;
  const monitor = valuesOf(option, 'chardev');
  const isControl = monitor.get('mode') === 'control' || isOn(monitor, 'control');
  return isControl ? monitor.get('chardev') : undefined;
}

function monitorOf(
  option: QemuOption,
  chardevs: ReadonlyMap<string, OptionValue>,
): readonly (ListeningSocket | Unusable)[] {
  const id = monitorChardevOf(option);
  const chardev = chardevs.get(id ?? '');
  if (chardev) return [socketOfChardev(chardev)];
  if (id !== undefined) return [{ why: `its chardev ${terminalSafe(id, MAX_ID)} is unknown` }];
  return option.name === 'qmp' || option.name === 'qmp-pretty' ? [socketOfDevice(option.text)] : [];
}

function isVnc(display: string): boolean {
  return display.startsWith('vnc');
}

function isCard(nic: OptionValue): boolean {
  return nic.get('type') !== 'none';
}

/** The card that an option creates: -device with a backend, -nic, -net nic. */
function nicOf(
  option: QemuOption,
  netdevs: ReadonlyMap<string, OptionValue>,
  hubBackends: readonly OptionValue[],
): readonly DeclaredNic[] {
  if (option.name === 'device') {
    const device = valuesOf(option, 'driver');
    const netdev = device.get('netdev');
    const backend = netdevs.get(netdev ?? '');
    return netdev === undefined ? [] : [{ id: device.get('id'), netdev, backend, mac: device.get('mac') }];
  }
  if (option.name === 'nic') {
    // -nic tap,ifname=tap0,mac=… is both card and backend.
    const nic = valuesOf(option, 'type');
    return isCard(nic) ? [{ id: undefined, netdev: nic.get('id'), backend: nic, mac: nic.get('mac') }] : [];
  }
  const card = option.name === 'net' ? valuesOf(option, 'type') : undefined;
  if (card?.get('type') !== 'nic') return [];
  // All -net are on one hub: only a single backend is certain to be that of the card.
  const backend = hubBackends.length === 1 ? hubBackends[0] : undefined;
  return [{ id: undefined, netdev: undefined, backend, mac: card.get('macaddr') }];
}

function agentOf(
  devices: readonly OptionValue[],
  chardevs: ReadonlyMap<string, OptionValue>,
): ListeningSocket | undefined {
  const port = devices.find((device) => device.get('name') === AGENT_PORT);
  const chardev = chardevs.get(port?.get('chardev') ?? '');
  const socket = chardev && socketOfChardev(chardev);
  return socket && isListening(socket) ? socket : undefined;
}
