import { CHECK_FORMATS } from '../../../model/vocabulary.js';
import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { append, guestArgument } from '../../shared-options.js';
import { addOptions, flag, type OptionsOf, option } from '../../typed-option.js';
import { wordOf } from '../../usage.js';
import { UNSTABLE } from '../shared-arguments.js';

const OPTIONS = {
  control: flag('--control', 'also run the cases that pause or resize the guest'),
  disruptive: flag(
    '--disruptive',
    'also run the cases that reset the guest, unplug its balloon, or run it out of memory',
  ),
  unstable: UNSTABLE,
  format: option('--format <format>', `output format: ${CHECK_FORMATS.join(', ')}`, {
    parse: wordOf('format', CHECK_FORMATS),
    default: 'table',
  }),
  report: option('--report <file>', 'also write FILE.xml (JUnit), FILE.tap or FILE.json; repeatable', {
    parse: append,
    default: [],
    shown: 'none',
  }),
};

export type BalloonCheckOptions = OptionsOf<typeof OPTIONS>;

type Args = [guest: string, options: BalloonCheckOptions];

export const declareBalloonCheck: Declare<Args> = (balloon, action) => {
  const command = balloon
    .command('check')
    .description('run the conformance suite against a live driver, then restore the guest')
    .addArgument(guestArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge balloon check web': 'run the cases that only read and change the polling interval',
      'qgauge balloon check web --control --format tap': 'print TAP for a test harness',
      'qgauge balloon check web --disruptive --report driver.xml': 'run all cases, and write JUnit',
    },
    exitStatus: {
      0: 'every case passed or was skipped',
      1: 'a case failed, something could not be restored, or the guest cannot be checked',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, options: BalloonCheckOptions) => action(guest, options));
};
