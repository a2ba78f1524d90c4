import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { DIRECT, guestsArgument, JSON_OUTPUT } from '../../shared-options.js';
import { addOptions, type OptionsOf, option } from '../../typed-option.js';
import { parseDurationOption, parseSizeOption } from '../../usage.js';
import { UNSTABLE } from '../shared-arguments.js';

const OPTIONS = {
  json: JSON_OUTPUT,
  /** Seconds. */
  watch: option('--watch <duration>', 'time between two samples, which shows what moves', {
    parse: parseDurationOption,
    shown: '1s; from one sweep to the next where qgauge serve measures the guests',
  }),
  /** Bytes. */
  target: option('--target <size>', 'size that the balloon was set to, which QEMU does not report', {
    parse: parseSizeOption,
  }),
  unstable: UNSTABLE,
  direct: DIRECT,
};

export type BalloonDoctorOptions = OptionsOf<typeof OPTIONS>;

type Args = [guests: readonly string[], options: BalloonDoctorOptions];

export const declareBalloonDoctor: Declare<Args> = (balloon, action) => {
  const command = balloon
    .command('doctor')
    .description('diagnose each balloon: what is wrong, the evidence, and what to do')
    .addArgument(guestsArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge balloon doctor': 'diagnose the balloon of every guest',
      'qgauge balloon doctor web --target 512M': 'find out whether a balloon is stuck',
    },
    exitStatus: {
      0: 'every balloon is fine',
      1: 'a named guest does not exist',
      ...INVALID,
      3: 'the worst finding is a notice',
      4: 'the worst finding is a fault',
      5: 'a guest did not answer',
      ...INTERRUPTED,
    },
  });
  command.action((guests: readonly string[], options: BalloonDoctorOptions) => action(guests, options));
};
