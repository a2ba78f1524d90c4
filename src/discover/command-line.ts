import { type ListeningSocket, socketOfChardev, socketOfDevice } from './chardev.js';
import { isOn, type OptionValue, parseOptionValue } from './option-list.js';

/** What a QEMU's command line says of what interests us. */
export interface QemuCommandLine {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly pidfile: string | undefined;
  /** QMP monitors that listen, in the order of the command line. */
  readonly monitors: readonly ListeningSocket[];
  /** Where the guest agent is to be reached. */
  readonly agent: ListeningSocket | undefined;
  /** Network backends by id: -netdev, and those that -nic brings. */
  readonly netdevs: ReadonlyMap<string, OptionValue>;
  /** The network cards in their order: the device's id where it has one, and its backend's. */
  readonly nics: readonly DeclaredNic[];
  /** Whether there is any option of QEMU's own that nothing but a QEMU is given. */
  readonly looksLikeQemu: boolean;
}

export interface DeclaredNic {
  readonly id: string | undefined;
  readonly netdev: string | undefined;
}

/** Options without a value (qemu-options.def); every other one takes the next argument. */
const SWITCHES = new Set(
  `h help version snapshot full-screen nographic portrait sdl no-frame curses alt-grab ctrl-grab no-quit win2k-hack
  no-fd-bootchk no-acpi no-hpet no-kvm enable-kvm no-kvm-irqchip no-kvm-pit no-kvm-pit-reinjection tdf localtime
  no-reboot no-shutdown daemonize nodefaults no-user-config nodefconfig only-migratable mem-prealloc singlestep usb
  xen-attach xen-create xen-domid-restrict semihosting old-param preconfig enable-fips enable-sync-profile
  async-teardown audio-help S s`.split(/\s+/),
);

const AGENT_PORT = 'org.qemu.guest_agent.0';

/** Parses a QEMU's arguments, without the program's own name. */
export function parseCommandLine(args: readonly string[]): QemuCommandLine {
  const options = splitOptions(args);
  const values = (name: string, impliedKey: string) =>
    options
      .filter((option) => option.name === name)
      .map((option) => parseOptionValue(option.value, impliedKey));
  const last = (name: string) => options.findLast((option) => option.name === name)?.value;

  const chardevs = new Map(values('chardev', 'backend').map((chardev) => [chardev.get('id') ?? '', chardev]));
  const devices = values('device', 'driver');
  const netdevs = new Map(values('netdev', 'type').map((netdev) => [netdev.get('id') ?? '', netdev]));
  const shorthands = values('nic', 'type').filter((nic) => nic.get('type') !== 'none');
  for (const nic of shorthands) if (nic.has('id')) netdevs.set(nic.get('id') ?? '', nic);

  return {
    name: nameOf(values('name', 'guest')),
    uuid: last('uuid')?.toLowerCase(),
    pidfile: last('pidfile'),
    monitors: options.flatMap((option) => monitorOf(option, chardevs)),
    agent: agentOf(devices, chardevs),
    netdevs,
    nics: [
      ...shorthands.map((nic) => ({ id: undefined, netdev: nic.get('id') })),
      ...devices
        .filter((device) => device.has('netdev'))
        .map((device) => ({ id: device.get('id'), netdev: device.get('netdev') })),
    ],
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
    if (name === undefined) continue; // the image of the first disk may stand alone
    options.push({ name, value: SWITCHES.has(name) ? '' : (args[++at] ?? '') });
  }
  return options;
}

function nameOf(values: readonly OptionValue[]): string | undefined {
  return values.findLast((value) => value.has('guest'))?.get('guest') || undefined;
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

function agentOf(
  devices: readonly OptionValue[],
  chardevs: ReadonlyMap<string, OptionValue>,
): ListeningSocket | undefined {
  const port = devices.find((device) => device.get('name') === AGENT_PORT);
  const chardev = chardevs.get(port?.get('chardev') ?? '');
  return chardev && socketOfChardev(chardev);
}
