import { Option } from 'commander';
import type { Declare } from '../shared-options.js';
import { parseDurationOption } from '../usage.js';
import type { RecordOptions } from './run.js';

export const declareRecord: Declare = (program, context, end) => {
  program
    .command('record')
    .description('write down what a monitor says, as a transcript that the mock QEMU can replay')
    .argument('<address>', 'a QMP monitor: unix:/path, /path or tcp:host:port')
    .requiredOption('-o, --output <file>', 'the transcript; it grows line by line')
    .option('--force', 'overwrite the file when there is one')
    .addOption(
      new Option(
        '--for <duration>',
        'end after this time, such as 60s or 5m; without it Ctrl+C or SIGTERM ends it',
      ).argParser(parseDurationOption),
    )
    .addOption(
      new Option('--interval <duration>', 'ask the guest anew so often; 10s unless told').argParser(
        parseDurationOption,
      ),
    )
    .option(
      '--redact',
      'replace names, paths, addresses, UUIDs, serial numbers and credentials by placeholders',
    )
    .option(
      '--listen <address>',
      'ask nothing, and stand between a client, which connects here, and the monitor',
    )
    .action(async (address: string, options: RecordOptions) => {
      const { record } = await import('./run.js');
      end(await record(address, options, context));
    });
};
