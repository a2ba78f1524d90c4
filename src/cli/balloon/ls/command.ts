import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { DIRECT, guestsArgument, JSON_OUTPUT, WIDE } from '../../shared-options.js';
import { addOptions, type OptionsOf } from '../../typed-option.js';

const OPTIONS = { json: JSON_OUTPUT, wide: WIDE, direct: DIRECT };

export type BalloonLsOptions = OptionsOf<typeof OPTIONS>;

type Args = [guests: readonly string[], options: BalloonLsOptions];

export const declareBalloonLs: Declare<Args> = (balloon, action) => {
  const command = balloon
    .command('ls')
    .description('list balloons with device, driver, polling, last report and verdict')
    .addArgument(guestsArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge balloon ls': 'list the balloon of every guest',
      'qgauge balloon ls web db --json': 'print two of them for programs',
    },
    exitStatus: {
      0: 'the list was printed, also when it is empty or a guest did not answer',
      1: 'no guest answered, or a named guest does not exist',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guests: readonly string[], options: BalloonLsOptions) => action(guests, options));
};
