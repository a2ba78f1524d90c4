import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED } from '../help-sections.js';
import { guestArgument, MONITOR_OPTIONS } from '../shared-options.js';
import { addOptions, flag, type OptionsOf } from '../typed-option.js';

const OPTIONS = {
  compact: flag('--compact', 'print a reply on one line'),
  list: flag('--list', 'list the commands of this QEMU, or the arguments of COMMAND; sends neither'),
  ...MONITOR_OPTIONS,
};

export type QmpOptions = OptionsOf<typeof OPTIONS>;

/** `words` are a QMP command and its arguments; none stand for a shell. */
type Args = [guest: string, words: readonly string[], options: QmpOptions];

export const declareQmp: Declare<Args> = (program, action) => {
  const command = program
    .command('qmp')
    .description('send a command to a monitor and print the reply; without a command, open a shell')
    .addArgument(guestArgument())
    .argument('[command]', 'a QMP command, such as query-status, or a request {"execute":…}, sent unchecked')
    .argument('[arguments...]', 'key=value, a.b=value for a member of an object, or one JSON object');
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge qmp web query-status': 'ask one question',
      'qgauge qmp web --list': 'list the commands',
      'qgauge qmp web --list blockdev-add driver=qcow2': 'list what a command takes',
      'qgauge qmp /run/vm1/qmp.sock qom-list path=/machine': 'ask with an argument',
      'qgauge qmp /run/vm1/qmp.sock --control stop': 'pause the guest',
      'qgauge qmp /run/vm1/qmp.sock': 'open a shell that completes commands, arguments and paths',
    },
    exitStatus: {
      0: 'QEMU carried the command out, or the list was printed',
      1: 'QEMU answered with an error or not at all; in a shell on a pipe: a command failed',
      2: 'nothing was sent: no such command or argument, or it needs --control or --unstable',
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, name: string | undefined, words: string[], options: QmpOptions) =>
    action(guest, name === undefined ? [] : [name, ...words], options),
  );
};
