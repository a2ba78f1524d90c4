import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED } from '../help-sections.js';
import { guestArgument, MONITOR_OPTIONS, UNCUT } from '../shared-options.js';
import { addOptions, type OptionsOf, option } from '../typed-option.js';
import { wordOf } from '../usage.js';

const VERBS = ['ls', 'get', 'set', 'tree'] as const;

const OPTIONS = {
  wide: UNCUT,
  columns: option('--columns <names>', 'of ls: print these columns: name, type or both'),
  sort: option('--sort <[-]name>', 'of ls: sort by this column; - reverses the order'),
  filter: option('--filter <expression>', "of ls: print only what fits, such as 'name~size type:bool,int'"),
  ...MONITOR_OPTIONS,
};

export type QomVerb = (typeof VERBS)[number];
export type QomOptions = OptionsOf<typeof OPTIONS>;

type Args = [guest: string, verb: QomVerb, words: readonly string[], options: QomOptions];

export const declareQom: Declare<Args> = (program, action) => {
  const command = program
    .command('qom')
    .description("inspect QEMU's object model: the devices of a machine and their properties")
    .addArgument(guestArgument())
    .argument('<verb>', VERBS.join(', '), wordOf('verb', VERBS))
    .argument(
      '[arguments...]',
      'PATH for ls and tree (default: /), PATH PROPERTY for get, PATH PROPERTY VALUE for set',
    );
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge qom /run/vm1/qmp.sock ls /machine/peripheral': 'list the devices that have an id',
      'qgauge qom web ls /machine/peripheral/net0 --filter type:bool': 'list its switches',
      'qgauge qom /run/vm1/qmp.sock get /machine/peripheral/net0 mac': 'print a property',
      'qgauge qom /run/vm1/qmp.sock tree /machine': 'print all objects below a path',
    },
    exitStatus: {
      0: 'QEMU carried it out',
      1: 'QEMU answered with an error or not at all, or the tree was cut',
      2: 'nothing was sent: the command line is not valid, or --control is missing',
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, verb: QomVerb, words: string[], options: QomOptions) =>
    action(guest, verb, words, options),
  );
};
