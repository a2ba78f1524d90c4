import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';

export const declareValidate: Declare<[file: string]> = (program, action) => {
  const command = program
    .command('validate')
    .description('check a record against the HV::Monitor schema')
    .argument('<file>', 'the record as JSON, or as gzip in base64; - is standard input');
  addHelpSections(command, {
    examples: {
      'qgauge validate /var/cache/hv_monitor.json': 'check what collect -w has written',
      'qgauge validate -': 'check what comes from a pipe',
    },
    exitStatus: {
      0: 'the record is valid',
      1: 'the record is not valid, or could not be read',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((file: string) => action(file));
};
