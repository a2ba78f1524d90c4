import type { Declare } from '../shared-options.js';

export const declareValidate: Declare = (program, context, end) => {
  program
    .command('validate')
    .description('check a file against the HV::Monitor schema; - reads standard input')
    .argument('<file>', 'a record as JSON, or as gzip in base64')
    .action(async (file: string) => {
      const { validateFile } = await import('./run.js');
      end(await validateFile(file, context));
    });
};
