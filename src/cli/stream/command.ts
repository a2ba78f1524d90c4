import { DEFAULT_SINK } from '../../config/config.js';
import { OUTPUT_NAMES, PRINTER_NAMES, TERMINAL_PRINTER } from '../../model/vocabulary.js';
import { CONFIG_FILE } from '../context.js';
import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED } from '../help-sections.js';
import { METRIC_OPTIONS } from '../metric-options.js';
import { CHECK_CONFIG, CONFIG, DIRECT, guestsArgument, SOCKET } from '../shared-options.js';
import { addOptions, flag, type OptionsOf, option } from '../typed-option.js';
import { parsePolling } from '../usage.js';
import { DEFAULT_INTERVAL_SECONDS, DEFAULT_POLLING_SECONDS } from './defaults.js';
import { parseFrequency, parseOutput, parsePrinter, parseRuns, SCREEN } from './parse-values.js';

const OPTIONS = {
  config: CONFIG,
  check: CHECK_CONFIG,
  /** Seconds. */
  frequency: option('-f, --frequency <duration>', 'time from one sweep over all guests to the next', {
    parse: parseFrequency,
    shown: `as configured, else ${DEFAULT_INTERVAL_SECONDS}s`,
  }),
  /** -1 is without an end. */
  runs: option('-r, --runs <number>', 'end after this many sweeps; -1 for no limit', {
    parse: parseRuns,
    default: -1,
  }),
  ...METRIC_OPTIONS,
  cpu: flag('--cpu', 'CPU metrics (printed by default together with --mem)'),
  printer: option(
    '-p, --printer <name>',
    `output format: ${PRINTER_NAMES.join(', ')}; ${SCREEN} is qgauge top`,
    {
      parse: parsePrinter,
      shown: `${TERMINAL_PRINTER} on a terminal, else ${DEFAULT_SINK.printer}`,
    },
  ),
  batch: flag('-b, --batch', 'the same as -p text'),
  output: option('-o, --output <name>', `destination: ${OUTPUT_NAMES.join(', ')}`, {
    parse: parseOutput,
    shown: DEFAULT_SINK.output,
  }),
  target: option('--target <target>', 'path for -o file; host:port for -o tcp and udp'),
  spool: option('--spool <directory>', 'with -o tcp: keep here what cannot be sent now', {
    shown: '/var/lib/qgauge/spool for root, else below ~/.local/state',
  }),
  socket: SOCKET,
  hold: flag('--hold', 'keep the connection to each monitor open: no other client gets in'),
  /** The balloon's, in seconds. */
  interval: option(
    '--interval <duration>',
    'switch balloon polling on at this interval where it is off; off: write nothing to any guest',
    { parse: parsePolling, shown: `as configured, else ${DEFAULT_POLLING_SECONDS}s` },
  ),
  numa: flag('--numa', "read on which NUMA nodes each QEMU's pages are; the kernel walks all of them"),
  agent: flag('--agent', 'ask guest agents for addresses and operating systems'),
  direct: DIRECT,
  procfs: option('--procfs <directory>', 'where the proc file system is mounted', {
    shown: 'as configured, else /proc',
  }),
  quiet: flag('-q, --quiet', 'do not report problems of guests and sinks'),
  stats: flag('--stats', 'report once a minute on standard error what measuring costs'),
};

export type StreamOptions = OptionsOf<typeof OPTIONS>;

type Args = [guests: readonly string[], options: StreamOptions];

export const declareStream: Declare<Args> = (program, action) => {
  const command = program
    .command('stream')
    .description(
      'print metrics of every guest at an interval, as kvmtop does; to standard output, files and sockets',
    )
    .addArgument(guestsArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge stream': 'print CPU and memory, a line for each guest and second',
      'qgauge stream --disk -r 2 -f 10': 'print the disk rates of ten seconds, and end',
      'qgauge stream -p json -o tcp --target logs.example:12345': 'send JSON to logstash',
      [`qgauge stream --config ${CONFIG_FILE}`]: 'run as a service; SIGHUP reads the file again',
    },
    exitStatus: {
      0: 'all --runs are done; with --check: the configuration is valid',
      1: 'a named guest does not exist, or a file or a spool cannot be opened',
      2: 'the command line or the configuration is not valid',
      ...INTERRUPTED,
    },
  });
  command.action((guests: readonly string[], options: StreamOptions) => action(guests, options));
};
