import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { DIRECT, guestsArgument, JSON_OUTPUT } from '../../shared-options.js';
import { TABLE_OPTIONS } from '../../table-options.js';
import { addOptions, type OptionsOf } from '../../typed-option.js';

const OPTIONS = { json: JSON_OUTPUT, ...TABLE_OPTIONS, direct: DIRECT };

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
      'qgauge balloon ls --filter verdict!=ok --watch 10s': 'show what is wrong, again every ten seconds',
    },
    exitStatus: {
      0: 'the list was printed, also when it is empty or a guest did not answer; --watch was ended',
      1: 'no guest answered, or a named guest does not exist',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guests: readonly string[], options: BalloonLsOptions) => action(guests, options));
};
