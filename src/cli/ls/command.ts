import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { JSON_OUTPUT, SOCKET, TIMEOUT, WIDE } from '../shared-options.js';
import { addOptions, type OptionsOf } from '../typed-option.js';

const OPTIONS = { socket: SOCKET, json: JSON_OUTPUT, wide: WIDE, timeout: TIMEOUT };

export type LsOptions = OptionsOf<typeof OPTIONS>;

export const declareLs: Declare<[options: LsOptions]> = (program, action) => {
  const command = program
    .command('ls')
    .description('list the guests of this host with their state, resources and problems');
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge ls': 'list every guest of this host',
      'qgauge ls --json': 'print the list for programs',
      'qgauge ls --socket /run/vm1/qmp.sock': 'list one guest',
    },
    exitStatus: {
      0: 'the list was printed, also when it is empty or a guest did not answer',
      1: 'the list could not be printed',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((options: LsOptions) => action(options));
};
