import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED } from '../../help-sections.js';
import { guestArgument } from '../../shared-options.js';
import { addOptions, flag, type OptionsOf, option } from '../../typed-option.js';
import { parseDurationOption, parseSizeOption } from '../../usage.js';

const OPTIONS = {
  control: flag('--control', 'allow the change; required'),
  force: flag('--force', 'allow a size below what the guest needs'),
  restore: flag('--restore', 'restore the size on exit'),
  /** Seconds. */
  stall: option('--stall <duration>', 'give up after this long without progress', {
    parse: parseDurationOption,
    default: 5,
    shown: '5s',
  }),
};

export type BalloonSetOptions = OptionsOf<typeof OPTIONS>;

type Args = [guest: string, bytes: number, options: BalloonSetOptions];

export const declareBalloonSet: Declare<Args> = (balloon, action) => {
  const command = balloon
    .command('set')
    .description('inflate or deflate the balloon, and wait until the guest has that size')
    .addArgument(guestArgument())
    .argument('<size>', 'memory that the guest may use, such as 512M or 1.5GiB', parseSizeOption);
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge balloon set web 512M --control': 'leave 512 MiB to guest web',
      'qgauge balloon set web 512M --control --restore': 'see whether it can spare the rest',
    },
    exitStatus: {
      0: 'the guest has that size',
      1: 'the guest did not reach the size, or cannot spare the memory',
      2: 'the command line is not valid, or the machine has less memory than that',
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, bytes: number, options: BalloonSetOptions) => action(guest, bytes, options));
};
