import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { SOCKET, TIMEOUT } from '../shared-options.js';
import { addOptions, flag, type OptionsOf, option } from '../typed-option.js';
import { parsePolling } from '../usage.js';

const OPTIONS = {
  socket: SOCKET,
  compress: flag('-c, --compress', 'print the record as LibreNMS reads it over SNMP: gzip in base64'),
  write: flag('-w, --write', 'also write FILE (JSON) and FILE.snmp (gzip in base64), each atomically'),
  output: option('-o, --output <file>', 'the FILE of -w', { default: '/var/cache/hv_monitor.json' }),
  quiet: flag('-q, --quiet', 'with -w: print nothing'),
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
    'add rchar, wchar, syscr, syscw, cwbytes and the balloon; LibreNMS makes a database row of each',
  ),
  pretty: flag('--pretty', 'indent the JSON'),
  timeout: TIMEOUT,
  /** The balloon's, in seconds. */
  interval: option(
    '--interval <duration>',
    'switch balloon polling on at this interval where it is off; off: write nothing to any guest',
    { parse: parsePolling, default: 10, shown: '10s' },
  ),
};

export type CollectOptions = OptionsOf<typeof OPTIONS>;

export const declareCollect: Declare<[options: CollectOptions]> = (program, action) => {
  const command = program
    .command('collect')
    .description('print one HV::Monitor record (LibreNMS) of every guest on this host');
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge collect --pretty': 'print the record of this host',
      'qgauge collect -w -q': 'write the files that snmpd hands on, from cron',
      'qgauge collect --socket /run/vm1/qmp.sock --socket tcp:192.0.2.7:4444': 'ask two monitors only',
    },
    exitStatus: {
      0: 'the record is complete; standard error names the guests that did not answer',
      1: 'no guest answered ("error" in the record is 1), or a file could not be written',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((options: CollectOptions) => action(options));
};
