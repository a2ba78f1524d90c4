import type { Declare } from '../declare.js';
import { addHelpSections, INVALID } from '../help-sections.js';
import { append } from '../shared-options.js';
import { addOptions, flag, type OptionsOf, option } from '../typed-option.js';
import { wordOf } from '../usage.js';

const OPTIONS = {
  listen: option(
    '--listen <address>',
    'a monitor here (unix:/path, /path, tcp:host:port, ws://host:port or fd:N; port 0 picks one); repeat it for more monitors',
    { parse: append, shown: 'a socket in a temporary directory' },
  ),
  name: option('--name <name>', 'name of the guest; with --count, {n} in it is the number', {
    shown: 'mock, or vm{n} with --count',
  }),
  version: option('--version <version>', 'version of QEMU: 5.2, 7.2, 10.0 or 11.1 (default: the newest)'),
  memory: option('--memory <size>', 'memory of the machine, such as 512M or 4G'),
  vcpus: option('--vcpus <number>', 'number of vCPUs'),
  status: option('--status <state>', 'run state, such as running or paused; help lists them'),
  driver: option(
    '--driver <name>',
    'balloon driver of the guest, such as linux-6.1, silent or none; help lists them',
  ),
  agent: option('--agent <mode>', 'add a guest agent: healthy, or one of its fault modes; help lists them'),
  pretty: flag('--pretty', 'indent QMP messages'),
  fault: option(
    '--fault <fault>',
    'inject a fault: kind,option=value,… (delay,ms=500); help lists them; repeatable',
    {
      parse: append,
    },
  ),
  count: option('--count <number>', 'number of such machines', { shown: '1' }),
  dir: option('--dir <directory>', 'directory of the sockets; created if it does not exist'),
  control: option('--control <address>', 'accept actions here, one line of JSON each'),
  onParentExit: option(
    '--on-parent-exit <action>',
    'what to do when the process that has started it ends: stay or end',
    {
      parse: wordOf('action', ['stay', 'end'] as const),
      shown: 'stay; with --as-qemu, and under npx, end',
    },
  ),
  asQemu: flag(
    '--as-qemu',
    'be a QEMU: the rest of the line is its command line, such as -name web -qmp unix:/tmp/web.sock,server=on,wait=off',
  ),
  launcher: option(
    '--launcher <file>',
    'write a program, such as /tmp/bin/qemu-system-x86_64, that is this mock with --as-qemu, and exit',
  ),
  scenario: option('--scenario <file>', 'run the machines and the timeline of this file (YAML or JSON)'),
  check: flag('--check', 'with --scenario: only check that the file is valid'),
  replay: option('--replay <file>', 'answer from a transcript'),
  match: option('--match <mode>', 'with --replay: how requests find their reply: order or loose', {
    parse: wordOf('match mode', ['order', 'loose'] as const),
    shown: 'order',
  }),
  timing: option('--timing <mode>', 'with --replay: how long a reply takes: none or recorded', {
    parse: wordOf('timing mode', ['none', 'recorded'] as const),
    shown: 'none',
  }),
};

export type MockOptions = OptionsOf<typeof OPTIONS>;

export const declareMock: Declare<[qemuArguments: readonly string[], options: MockOptions]> = (
  program,
  action,
) => {
  const command = program
    .command('mock')
    .description('simulate QEMU monitors for tests; prints one line of JSON when they listen');
  command.argument('[qemu-arguments...]', 'with --as-qemu: the command line of a QEMU');
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge mock --listen /tmp/web.sock --name web --memory 4G': 'run one machine',
      'qgauge mock --listen tcp:127.0.0.1:0 --fault delay,ms=500': 'run one on TCP that is slow',
      'qgauge mock --count 1000 --dir /tmp/vms': 'run a thousand in one process',
      'qgauge mock --launcher /tmp/bin/qemu-system-x86_64 --version 7.2':
        'let programs start the mock for a QEMU',
      'qgauge mock --scenario bad-day.yaml --control /tmp/control.sock': 'run a scenario, and accept actions',
    },
    exitStatus: {
      0: 'ended by Ctrl+C, SIGTERM, SIGHUP or the action shutdown; with --check: the file is valid',
      1: 'an address cannot be listened on, or a file is not valid',
      ...INVALID,
    },
  });
  command.action((qemuArguments: readonly string[], options: MockOptions) => action(qemuArguments, options));
};
