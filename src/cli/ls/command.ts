import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { DIRECT, guestsArgument, JSON_OUTPUT, SOCKET, TIMEOUT } from '../shared-options.js';
import { TABLE_OPTIONS } from '../table-options.js';
import { addOptions, type OptionsOf } from '../typed-option.js';

const OPTIONS = {
  socket: SOCKET,
  json: JSON_OUTPUT,
  ...TABLE_OPTIONS,
  timeout: TIMEOUT,
  direct: DIRECT,
};

export type LsOptions = OptionsOf<typeof OPTIONS>;

type Args = [guests: readonly string[], options: LsOptions];

export const declareLs: Declare<Args> = (program, action) => {
  const command = program
    .command('ls')
    .description('list the guests of this host with their state, resources and problems')
    .addArgument(guestsArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge ls': 'list every guest of this host',
      'qgauge ls --json': 'print the list for programs',
      'qgauge ls web db': 'list two of them',
      'qgauge ls --columns name,state,cpu --sort cpu': 'list who uses most CPU time',
      'qgauge ls --filter state!=running --watch': 'show who does not run, again every two seconds',
      'qgauge ls --socket web=/run/vm1/qmp.sock': 'list the guest at a monitor that discovery cannot see',
    },
    exitStatus: {
      0: 'the list was printed, also when it is empty or a guest did not answer; --watch was ended',
      1: 'no guest answered, or a named guest does not exist',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guests: readonly string[], options: LsOptions) => action(guests, options));
};
