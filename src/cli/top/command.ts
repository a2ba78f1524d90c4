import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { METRIC_OPTIONS } from '../metric-options.js';
import { DIRECT, guestsArgument, SOCKET } from '../shared-options.js';
import { frequencyOf } from '../stream/parse-values.js';
import { addOptions, flag, type OptionsOf, option } from '../typed-option.js';
import { parseCount, parseInterval } from '../usage.js';
import { parseFrom } from './parse-from.js';

/** Seconds. */
export const DEFAULT_DELAY_SECONDS = 2;

/** No figure of top is a sum over the host's network interfaces. */
const { netdev: _netdev, ...TOP_METRICS } = METRIC_OPTIONS;

const OPTIONS = {
  /** Seconds. */
  delay: option('-d, --delay <duration>', 'time from one sweep to the next', {
    parse: (text) => frequencyOf('-d', text),
    shown: `${DEFAULT_DELAY_SECONDS}s; where a daemon measures, its own`,
  }),
  screen: option('-s, --screen <name>', 'the screen to show first, by its name or number'),
  sort: option('--sort <name>', 'the column to sort by; -NAME for the other direction'),
  filter: option('--filter <terms>', "the rows to show, such as 'state:paused cpu>50 name~web'"),
  columns: option('--columns <names>', 'the columns to show; +NAME adds, -NAME removes one; help lists them'),
  ...TOP_METRICS,
  batch: flag('-b, --batch', 'print text after each sweep, without a terminal'),
  csv: flag('--csv', 'print CSV, a line for each row and sweep'),
  runs: option('-n, --runs <number>', 'end after this many sweeps', { parse: parseCount, shown: 'no limit' }),
  once: flag('--once', 'print one sweep, with the rates since one before it, and end'),
  from: option('--from <url>', 'the daemon of another host: http://HOST:PORT or https://HOST:PORT', {
    parse: parseFrom,
  }),
  tokenFile: option('--token-file <file>', 'with --from: a file with the token that the daemon wants'),
  socket: SOCKET,
  /** The balloon's, in seconds. */
  polling: option('--polling <duration>', 'switch balloon polling on at this interval where it is off', {
    parse: parseInterval,
    shown: 'off: nothing is written to any guest',
  }),
  direct: DIRECT,
  procfs: option('--procfs <directory>', 'where the proc file system is mounted', { shown: '/proc' }),
  mouse: flag('--no-mouse', "leave the mouse to the terminal's own selection").default(true),
};

export type TopOptions = OptionsOf<typeof OPTIONS>;

type Args = [guests: readonly string[], options: TopOptions];

export const declareTop: Declare<Args> = (program, action) => {
  const command = program
    .command('top')
    .description('show the guests of this host on a screen: what they use, what hurts them, and what to do')
    .addArgument(guestsArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge top': 'show every guest, the busiest first; ? lists the keys',
      'qgauge top --screen problems': 'show what is wrong now, and the recent events',
      "qgauge top --filter 'why:stale,polling-off'":
        'show the guests whose memory is unknown for these reasons',
      'qgauge top --once --sort mem': 'print one table for a script or a mail',
      'qgauge top --from https://kvm7.example:10177': "show another host's guests",
    },
    exitStatus: {
      0: 'the user has quit, or all --runs are done',
      1: 'a named guest does not exist, or the daemon of --from does not answer to --once or --runs',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guests: readonly string[], options: TopOptions) => action(guests, options));
};
