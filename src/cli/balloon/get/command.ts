import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { guestArgument, JSON_OUTPUT } from '../../shared-options.js';
import { addOptions, type OptionsOf } from '../../typed-option.js';
import { UNSTABLE } from '../shared-arguments.js';

const OPTIONS = { json: JSON_OUTPUT, unstable: UNSTABLE };

export type BalloonGetOptions = OptionsOf<typeof OPTIONS>;

export const declareBalloonGet: Declare<[guest: string, options: BalloonGetOptions]> = (balloon, action) => {
  const command = balloon
    .command('get')
    .description("print everything about one guest's balloon")
    .addArgument(guestArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge balloon get web': 'print what is known of the balloon of guest web',
      'qgauge balloon get /run/vm1/qmp.sock --json': 'print it for programs, of the guest at a monitor',
    },
    exitStatus: {
      0: 'the guest answered',
      1: 'the guest does not exist or did not answer',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, options: BalloonGetOptions) => action(guest, options));
};
