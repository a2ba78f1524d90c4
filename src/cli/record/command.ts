import type { Declare } from '../declare.js';
import { addHelpSections, INVALID } from '../help-sections.js';
import { guestArgument } from '../shared-options.js';
import { addOptions, flag, type OptionsOf, option, requiredOption } from '../typed-option.js';
import { parseDurationOption } from '../usage.js';

const OPTIONS = {
  output: requiredOption('-o, --output <file>', 'the transcript to write; it grows line by line'),
  force: flag('--force', 'overwrite an existing file'),
  /** Seconds. */
  for: option('--for <duration>', 'end after this time, such as 60s or 5m', {
    parse: parseDurationOption,
    shown: 'no limit',
  }),
  /** Seconds. */
  interval: option('--interval <duration>', 'time between two rounds of questions', {
    parse: parseDurationOption,
    default: 10,
    shown: '10s',
  }),
  redact: flag(
    '--redact',
    'replace names, paths, addresses, UUIDs, serial numbers and credentials by placeholders',
  ),
  listen: option(
    '--listen <address>',
    'ask nothing; relay between a client that connects here and the monitor',
  ).conflicts('interval'),
};

export type RecordOptions = OptionsOf<typeof OPTIONS>;

export const declareRecord: Declare<[guest: string, options: RecordOptions]> = (program, action) => {
  const command = program
    .command('record')
    .description('record a monitor as a transcript that the mock QEMU can replay')
    .addArgument(guestArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge record /run/vm1/qmp.sock -o vm1.jsonl --for 1m': 'record what qgauge asks, for a minute',
      'qgauge record /run/vm1/qmp.sock -o vm1.jsonl --redact': 'record a transcript to pass on to others',
      'qgauge record /run/vm1/qmp.sock -o vm1.jsonl --listen /tmp/vm1.sock':
        'record what another client asks',
    },
    exitStatus: {
      0: 'the transcript is complete, also when Ctrl+C or SIGTERM ended it',
      1: 'the monitor did not answer, or the file could not be written',
      ...INVALID,
    },
  });
  command.action((guest: string, options: RecordOptions) => action(guest, options));
};
