import { type Declare, socketOption, timeoutOption } from '../shared-options.js';
import type { LsOptions } from './run.js';

export const declareLs: Declare = (program, context, end) => {
  program
    .command('ls')
    .description('list the guests of this host with what is known of each, and what is wrong')
    .addOption(socketOption())
    .option('--json', 'print JSON for programs')
    .addOption(timeoutOption())
    .action(async (options: LsOptions) => {
      const { ls } = await import('./run.js');
      end(await ls(options, context));
    });
};
