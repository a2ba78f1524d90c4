import { CONFIG_FILE } from '../context.js';
import type { Declare } from '../declare.js';
import { addHelpSections, INVALID } from '../help-sections.js';
import { append, CHECK_CONFIG, CONFIG } from '../shared-options.js';
import { DEFAULT_POLLING_SECONDS } from '../stream/defaults.js';
import { parseFrequency } from '../stream/parse-values.js';
import { addOptions, flag, type OptionsOf, option } from '../typed-option.js';
import { parsePolling, parseSizeOption } from '../usage.js';

export const DEFAULT_SWEEP_SECONDS = 5;
export const DEFAULT_LISTEN_ADDRESS = '127.0.0.1:10177';

const OPTIONS = {
  config: CONFIG,
  check: CHECK_CONFIG,
  /** Seconds. */
  frequency: option('-f, --frequency <duration>', 'time from one sweep over all guests to the next', {
    parse: parseFrequency,
    shown: `as configured, else ${DEFAULT_SWEEP_SECONDS}s`,
  }),
  /** The balloon's, in seconds. */
  interval: option(
    '--interval <duration>',
    'switch balloon polling on at this interval where it is off; off: write nothing to any guest',
    { parse: parsePolling, shown: `as configured, else ${DEFAULT_POLLING_SECONDS}s` },
  ),
  /** Bytes. */
  history: option('--history <size>', 'memory for what the guests did lately', {
    parse: parseSizeOption,
    shown: '64M',
  }),
  'web.listenAddress': option(
    '--web.listen-address <address>',
    'host:port to answer at, besides the socket in the runtime directory; none: only there; repeatable',
    { parse: append, shown: DEFAULT_LISTEN_ADDRESS },
  ),
  'web.config.file': option(
    '--web.config.file <file>',
    "TLS and users, as Prometheus' exporters read them; read again when it changes",
  ),
  'web.allowedHost': option(
    '--web.allowed-host <name>',
    'another name by which this host is asked; repeatable',
    {
      parse: append,
      shown: 'loopback and the addresses above',
    },
  ),
  'web.tokenFile': option('--web.token-file <file>', 'a line for each token that a client may bear'),
  insecure: flag('--insecure', 'answer on an address that is not loopback also without TLS and users'),
  quiet: flag('-q, --quiet', 'do not report problems of guests'),
};

export type ServeOptions = OptionsOf<typeof OPTIONS>;

type Args = [options: ServeOptions];

export const declareServe: Declare<Args> = (program, action) => {
  const command = program
    .command('serve')
    .description('measure every guest of this host, for Prometheus, for programs and for the other commands');
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge serve': `answer at http://${DEFAULT_LISTEN_ADDRESS}/metrics`,
      'qgauge serve -f 1s --web.listen-address none': 'measure every second, and answer at the socket only',
      [`qgauge serve --config ${CONFIG_FILE} --check`]: 'only check the configuration',
      'qgauge serve --web.listen-address 192.0.2.7:10177 --web.config.file web.yml':
        'answer to another host, with TLS and users',
    },
    exitStatus: {
      0: 'ended by Ctrl+C or SIGTERM; with --check: the files are valid',
      1: 'an address is taken, another daemon runs, or a file cannot be read',
      ...INVALID,
      '130, 143': 'ended at once by a second Ctrl+C or SIGTERM',
    },
  });
  command.action((options: ServeOptions) => action(options));
};
