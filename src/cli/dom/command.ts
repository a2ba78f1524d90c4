import type { Command } from 'commander';
import { CONTROL_OPTIONS } from '../control/control-options.js';
import type { AddTo, Declare } from '../declare.js';
import { declareHelp } from '../help/command.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { guestArgument } from '../shared-options.js';
import { addOptions } from '../typed-option.js';
import { DOM_OPTIONS, type DomOptions, type Verb } from './verb.js';

const EXIT_STATUS = {
  0: 'done',
  1: 'there is no such guest, disk or card, it did not answer, or the change did not come about',
  ...INVALID,
  ...INTERRUPTED,
};

/**
 * Adds the group `dom`, whose commands are virsh's of one domain.
 *
 * @param verbs empty where the command line is about another command, which need not wait until they are declared
 */
export function declareDom(program: Command, addTo: AddTo, verbs: readonly Verb[]): void {
  const dom = program
    .command('dom')
    .description("read and control one guest as libvirt's virsh does: its verbs, and what they print");
  const add = addTo(dom);
  for (const verb of verbs) {
    add(declareVerb(verb), async () => {
      const { runVerb } = await import('./run.js');
      return (guest, words, options, context) => runVerb(verb, guest, words, options, context);
    });
  }
  declareHelp(dom);
  addHelpSections(dom, {
    examples: {
      'qgauge dom dominfo web': 'print a guest in short',
      'qgauge dom domstate web --json': 'print its state, for programs',
      'qgauge dom suspend web --control': 'stop it until it is resumed',
    },
    exitStatus: EXIT_STATUS,
  });
}

type Args = [guest: string | undefined, words: readonly string[], options: DomOptions];

function declareVerb(verb: Verb): Declare<Args> {
  const { name, about, words = [], options, withoutGuest, controls } = verb;
  return (dom, action) => {
    const guest = guestArgument();
    const command = dom
      .command(name)
      .description(about)
      .addArgument(withoutGuest === undefined ? guest : guest.argOptional());
    for (const word of words) command.argument(word, ARGUMENTS[nameOf(word)]?.about);
    // A verb may have a --timeout of its own.
    addOptions(command, { ...options, ...(controls ? CONTROL_OPTIONS : {}), ...DOM_OPTIONS, ...options });
    addHelpSections(command, {
      examples: {
        [`qgauge dom ${name} ${controls === true ? withControl(exampleOf(verb)) : exampleOf(verb)}`]: about,
      },
      exitStatus: { ...EXIT_STATUS, ...verb.exitStatus },
    });
    command.action((guest: string | undefined, ...rest: unknown[]) => {
      // One that may be given several times is a list.
      const given = rest.slice(0, words.length).flatMap((word) => {
        const each: readonly unknown[] = Array.isArray(word) ? word : [word];
        return each.filter((text) => typeof text === 'string');
      });
      return action(guest, given, command.opts<DomOptions>());
    });
  };
}

/** What is typed after a verb in its example: unless it says so, the guest, and something for each argument that it needs. */
export function exampleOf({ words = [], example }: Verb): string {
  const needed = words.filter((word) => word.startsWith('<'));
  return example ?? ['web', ...needed.map((word) => ARGUMENTS[nameOf(word)]?.example ?? word)].join(' ');
}

/** What follows `--` is not for qgauge. */
function withControl(example: string): string {
  const [words = '', ...rest] = example.split(' -- ');
  return [`${words} --control`, ...rest].join(' -- ');
}

/** `<disk>` → `disk` */
function nameOf(word: string): string {
  return word.slice(1, -1);
}

/** The arguments of verbs after the guest. */
const ARGUMENTS: { readonly [name: string]: { readonly about: string; readonly example: string } } = {
  disk: {
    about: 'its name, the id or QOM path of its device, the name of a node, or the path of its image',
    example: 'disk0',
  },
  interface: {
    about: 'a network card: its name, id, MAC address, the id of its backend, or its interface on the host',
    example: 'net0',
  },
  vcpu: { about: 'the number of a vCPU, as vcpuinfo prints it', example: '0' },
  file: { about: 'a file with the device and its backends; - is standard input', example: 'device.json' },
  image: { about: 'the path of its image, as QEMU sees it', example: '/srv/data.qcow2' },
  id: { about: 'the id that its device gets', example: 'data' },
  backend: { about: 'what it is connected to: user, tap or bridge', example: 'user' },
  source: { about: 'the tap or bridge on the host; the path of an image', example: 'tap0' },
  device: { about: 'the id of a device, or its QOM path', example: 'data' },
  size: { about: 'KiB, or a number with its unit', example: '20G' },
  threshold: { about: 'an offset in bytes, or a number with its unit; 0 for none', example: '10G' },
  state: { about: 'up or down', example: 'down' },
  picture: {
    about: 'where it is saved (default: a name with the date, in this directory)',
    example: 'web.png',
  },
  dump: { about: 'the file on the host of QEMU, which writes it', example: '/var/tmp/web.core' },
  server: { about: 'what serves its screen: vnc or spice', example: 'vnc' },
  when: { about: 'now, never, or a duration from now such as 30m', example: 'now' },
  user: { about: 'the name of a user in the guest', example: 'root' },
  target: { about: 'where it keeps its state meanwhile: mem, disk or hybrid', example: 'mem' },
  type: { about: 'what happens: poweroff, reboot or crash', example: 'poweroff' },
  action: { about: 'what QEMU does then: destroy, restart or preserve', example: 'preserve' },
  'keycode...': {
    about: 'a key by its name in QEMU or Linux (ctrl, KEY_LEFTCTRL), or its number',
    example: 'ctrl alt delete',
  },
  count: { about: 'how many', example: '2' },
  cpulist: { about: 'a list such as 0-3,7 or 0-7,^2', example: '0-1' },
  vcpulist: { about: 'the slots of vCPUs, counted from 0, such as 2-3', example: '2' },
  iothread: {
    about: 'the id of an iothread, or the number in iothread1 and so on, as iothreadinfo prints it',
    example: '1',
  },
  'mountpoint...': { about: 'where a file system of the guest is mounted', example: '/' },
  program: { about: 'a program of the guest, by its name or path', example: 'uname' },
  'argument...': { about: 'its arguments; -- before them keeps options for it', example: '-a' },
  pid: { about: 'a process of the guest', example: '417' },
  signal: { about: 'the name of a signal, such as term, or its number', example: 'term' },
  channel: { about: 'the name of the port of virtio-serial', example: 'org.example.0' },
};
