import type { Declare } from '../../declare.js';
import { addHelpSections, INVALID } from '../../help-sections.js';
import { guestArgument } from '../../shared-options.js';
import { addOptions, flag, type OptionsOf, option } from '../../typed-option.js';
import { parseCount, parseDurationOption, parseInterval } from '../../usage.js';

const OPTIONS = {
  /** Seconds. */
  interval: option(
    '--interval <duration>',
    'switch polling on at this interval where it is off, and leave it on',
    { parse: parseInterval, shown: '10s' },
  ),
  /** Seconds. */
  for: option('--for <duration>', 'end after this time, such as 60s or 5m', {
    parse: parseDurationOption,
    shown: 'no limit',
  }),
  count: option('-n, --count <samples>', 'end after this many samples', {
    parse: parseCount,
    shown: 'no limit',
  }),
  csv: flag('--csv', 'print a row for each sample, with a column for each statistic of this QEMU'),
  ndjson: flag('--ndjson', 'print a JSON object on each line'),
  plain: flag('--plain', 'print lines on a terminal too'),
};

export type BalloonWatchOptions = OptionsOf<typeof OPTIONS>;

type Args = [guest: string, options: BalloonWatchOptions];

export const declareBalloonWatch: Declare<Args> = (balloon, action) => {
  const command = balloon
    .command('watch')
    .description('follow a balloon: a screen on a terminal, else a line for each report and event')
    .addArgument(guestArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge balloon watch web': 'follow the balloon of guest web until Ctrl+C',
      'qgauge balloon watch web --interval 1 -n 60 --csv': 'print sixty samples as CSV',
      'qgauge balloon watch /run/vm1/qmp.sock --for 5m --ndjson': 'print five minutes as JSON',
    },
    exitStatus: {
      0: 'ended by --for, -n, q, Ctrl+C or SIGTERM',
      1: 'the guest does not exist, has no balloon, vanished, or did not answer',
      ...INVALID,
    },
  });
  command.action((guest: string, options: BalloonWatchOptions) => action(guest, options));
};
