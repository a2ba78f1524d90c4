import { COLLECT_FORMATS, type CollectFormat } from '../../model/vocabulary.js';
import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED } from '../help-sections.js';
import { CHECK_CONFIG, CONFIG, DIRECT, guestsArgument, SOCKET } from '../shared-options.js';
import { DEFAULT_POLLING_SECONDS } from '../stream/defaults.js';
import { addOptions, flag, type OptionsOf, option } from '../typed-option.js';
import { parseDurationOption, parsePolling, wordOf } from '../usage.js';

export const DEFAULT_FILE = '/var/cache/hv_monitor.json';
const DEFAULT_FORMAT: CollectFormat = 'hv-monitor';

const OPTIONS = {
  socket: SOCKET,
  config: CONFIG,
  check: CHECK_CONFIG,
  format: option<CollectFormat>(
    '--format <name>',
    `${COLLECT_FORMATS.join(' or ')}: metrics for the textfile collector of node_exporter`,
    { parse: wordOf('format', COLLECT_FORMATS), default: DEFAULT_FORMAT },
  ),
  compress: flag('-c, --compress', 'print the record as LibreNMS reads it over SNMP: gzip in base64'),
  write: flag(
    '-w, --write',
    'also write FILE (JSON) and FILE.snmp (gzip in base64), each atomically; metrics: FILE alone',
  ),
  output: option('-o, --output <file>', 'the same with this FILE', { shown: DEFAULT_FILE }),
  quiet: flag('-q, --quiet', 'with -w or -o: print nothing, and do not report problems of guests'),
  backend: option('-b, --backend <name>', 'how guests are reached; libvirt is accepted for qemu', {
    default: 'qemu',
  }),
  hv: option(
    '--hv <name>',
    'hypervisor named in the record; LibreNMS graphs status, flush time and flush count for libvirt only',
    { default: 'libvirt' },
  ),
  extended: flag(
    '--extended',
    'add rchar, wchar, syscr, syscw, cwbytes, the balloon, all addresses of the console, and the I/O status of disks; LibreNMS makes a database row of each figure',
  ),
  pretty: flag('--pretty', 'indent the JSON'),
  /** Seconds. */
  timeout: option('--timeout <duration>', 'time limit of the whole run, such as 500ms or 10s', {
    parse: parseDurationOption,
    shown: 'as configured for a guest, else 3s',
  }),
  /** The balloon's, in seconds. */
  interval: option(
    '--interval <duration>',
    'switch balloon polling on at this interval where it is off; off: write nothing to any guest',
    { parse: parsePolling, shown: `as configured, else ${DEFAULT_POLLING_SECONDS}s` },
  ),
  direct: DIRECT,
};

export type CollectOptions = OptionsOf<typeof OPTIONS>;

type Args = [guests: readonly string[], options: CollectOptions];

export const declareCollect: Declare<Args> = (program, action) => {
  const command = program
    .command('collect')
    .description('print one HV::Monitor record (LibreNMS), or metrics, of every guest on this host')
    .addArgument(guestsArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge collect --pretty': 'print the record of this host',
      'qgauge collect -w -q': 'write the files that snmpd hands on, from cron',
      'qgauge collect --format prometheus -q -o /srv/textfile/qgauge.prom':
        'write metrics where node_exporter finds them, from cron',
      'qgauge collect web db --interval off': 'ask two guests only, and write nothing to them',
      'qgauge collect --socket web=/run/vm1/qmp.sock --socket db=tcp:192.0.2.7:4444':
        'ask two monitors, whose guests keep these names while they are down',
    },
    exitStatus: {
      0: 'the record is complete; standard error names the guests that did not answer',
      1: 'no guest answered ("error" in the record is 1), a named guest does not exist, or a file could not be written',
      2: 'the command line or the configuration is not valid',
      ...INTERRUPTED,
    },
  });
  command.action((guests: readonly string[], options: CollectOptions) => action(guests, options));
};
