import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED } from '../help-sections.js';
import { guestArgument, MONITOR_OPTIONS } from '../shared-options.js';
import { addOptions, type OptionsOf } from '../typed-option.js';
import { wordOf } from '../usage.js';

const VERBS = ['ls', 'get', 'set', 'tree'] as const;

export type QomVerb = (typeof VERBS)[number];
export type QomOptions = OptionsOf<typeof MONITOR_OPTIONS>;

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
  addOptions(command, MONITOR_OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge qom /run/vm1/qmp.sock ls /machine/peripheral': 'list the devices that have an id',
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
