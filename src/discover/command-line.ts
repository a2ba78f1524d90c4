import type { DeclaredMachine } from '../model/declared-machine.js';
import { boundName } from '../model/guest-name.js';
import { type ListeningSocket, socketOfChardev, socketOfDevice } from './chardev.js';
import { declaredMachine } from './declared-machine.js';
import { isOn, type OptionValue, parseOptionValue } from './option-list.js';

/** The relevant parts of a QEMU's command line. */
export interface QemuCommandLine {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly pidfile: string | undefined;
  /** Listening QMP monitors, in the order of the command line. */
  readonly monitors: readonly ListeningSocket[];
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
  /** Whether it was started to receive a guest by migration: -incoming. */
  readonly isIncoming: boolean;
  readonly declared: DeclaredMachine;
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

/** Options without a value (qemu-options.def); any other option takes the next argument. */
const SWITCHES = new Set(
  `h help version snapshot full-screen nographic portrait sdl no-frame curses alt-grab ctrl-grab no-quit win2k-hack
  no-fd-bootchk no-acpi no-hpet no-kvm enable-kvm no-kvm-irqchip no-kvm-pit no-kvm-pit-reinjection tdf localtime
  no-reboot no-shutdown daemonize nodefaults no-user-config nodefconfig only-migratable mem-prealloc singlestep usb
  xen-attach xen-create xen-domid-restrict semihosting old-param preconfig enable-fips enable-sync-profile
  async-teardown audio-help perfmap jitdump show-cursor rtc-td-hack g3 S s`.split(/\s+/),
);

const AGENT_PORT = 'org.qemu.guest_agent.0';

/** Parses the arguments of a QEMU, without the name of the program. */
export function parseCommandLine(args: readonly string[]): QemuCommandLine {
  const options = splitOptions(args);
  const values = (name: string, impliedKey: string) =>
    options
      .filter((option) => option.name === name)
      .map((option) => parseOptionValue(option.value, impliedKey));
  const last = (name: string) => options.findLast((option) => option.name === name)?.value;

  const has = (...names: readonly string[]) => options.some(({ name }) => names.includes(name));
  const displays = options.filter(({ name }) => name === 'display').map(({ value }) => value);

  const chardevs = new Map(values('chardev', 'backend').map((chardev) => [chardev.get('id') ?? '', chardev]));
  const devices = values('device', 'driver');
  const netdevs = new Map(values('netdev', 'type').map((netdev) => [netdev.get('id') ?? '', netdev]));

  const hubBackends = values('net', 'type').filter((part) => isCard(part) && part.get('type') !== 'nic');

  return {
    name: nameOf(values('name', 'guest')),
    uuid: last('uuid')?.toLowerCase(),
    pidfile: last('pidfile'),
    monitors: options.flatMap((option) => monitorOf(option, chardevs)),
    agent: agentOf(devices, chardevs),
    netdevs,
    nics: options.flatMap((option) => nicOf(option, netdevs, hubBackends)),
    mayHaveBuiltInNic: has('nic', 'net', 'readconfig') || !has('nodefaults', 'netdev'),
    mayHaveVnc: has('vnc', 'readconfig') || !has('display', 'nographic', 'spice') || displays.some(isVnc),
    mayHaveSpice: has('spice', 'readconfig') || displays.some((display) => display.startsWith('spice')),
    isIncoming: has('incoming'),
    declared: declaredMachine(values('smp', 'cpus'), values('m', 'size')),
    looksLikeQemu: options.some(({ name }) => name === 'qmp' || name === 'qmp-pretty' || name === 'mon'),
  };
}

interface Option {
  /** Without its dashes. */
  readonly name: string;
  /** Empty for a switch. */
  readonly value: string;
}

function splitOptions(args: readonly string[]): readonly Option[] {
  const options: Option[] = [];
  for (let at = 0; at < args.length; at++) {
    const name = /^--?(.+)$/s.exec(args[at] ?? '')?.[1];
    if (name === undefined) continue; // the image of the first disk may come without an option
    options.push({ name, value: SWITCHES.has(name) ? '' : (args[++at] ?? '') });
  }
  return options;
}

function nameOf(values: readonly OptionValue[]): string | undefined {
  return boundName(values.findLast((value) => value.has('guest'))?.get('guest') ?? '') || undefined;
}

function monitorOf(option: Option, chardevs: ReadonlyMap<string, OptionValue>): readonly ListeningSocket[] {
  const socketOf = (chardev: string | undefined) => {
    const values = chardevs.get(chardev ?? '');
    return values && socketOfChardev(values);
  };
  let socket: ListeningSocket | undefined;
  if (option.name === 'qmp' || option.name === 'qmp-pretty') {
    const chardev = /^chardev:(.*)$/s.exec(option.value)?.[1];
    socket = chardev === undefined ? socketOfDevice(option.value) : socketOf(chardev);
  } else if (option.name === 'mon') {
    const monitor = parseOptionValue(option.value, 'chardev');
    if (monitor.get('mode') === 'control' || isOn(monitor, 'control'))
      socket = socketOf(monitor.get('chardev'));
  }
  return socket === undefined ? [] : [socket];
}

function isVnc(display: string): boolean {
  return display.startsWith('vnc');
}

function isCard(nic: OptionValue): boolean {
  return nic.get('type') !== 'none';
}

/** The card that an option creates: -device with a backend, -nic, -net nic. */
function nicOf(
  { name, value }: Option,
  netdevs: ReadonlyMap<string, OptionValue>,
  hubBackends: readonly OptionValue[],
): readonly DeclaredNic[] {
  if (name === 'device') {
    const device = parseOptionValue(value, 'driver');
    const netdev = device.get('netdev');
    const backend = netdevs.get(netdev ?? '');
    return netdev === undefined ? [] : [{ id: device.get('id'), netdev, backend, mac: device.get('mac') }];
  }
  if (name === 'nic') {
    // -nic tap,ifname=tap0,mac=… is both card and backend.
    const nic = parseOptionValue(value, 'type');
    return isCard(nic) ? [{ id: undefined, netdev: nic.get('id'), backend: nic, mac: nic.get('mac') }] : [];
  }
  const card = name === 'net' ? parseOptionValue(value, 'type') : undefined;
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
  return chardev && socketOfChardev(chardev);
}
