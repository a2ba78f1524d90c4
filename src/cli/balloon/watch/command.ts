import { Option } from 'commander';
import type { Declare } from '../../shared-options.js';
import { parseCount, parseDurationOption, parseInterval } from '../../usage.js';
import type { WatchOptions } from './run.js';

/** Adds `watch` to the commands of `balloon`. */
export const declareBalloonWatch: Declare = (balloon, context, end) => {
  balloon
    .command('watch')
    .description('show how a balloon goes: a screen on a terminal, else a line a report and a line an event')
    .argument('<guest>', "a guest's name, UUID or pid, or the address of its monitor")
    .addOption(
      new Option('--interval <seconds>', 'switches polling on where it is off, and leaves it on')
        .default(10)
        .argParser(parseInterval),
    )
    .addOption(
      new Option('--for <duration>', 'end after this time, such as 60s or 5m').argParser(parseDurationOption),
    )
    .addOption(new Option('-n, --count <samples>', 'end after so many samples').argParser(parseCount))
    .option('--csv', 'a row a sample, with a column for each statistic that this QEMU knows')
    .option('--ndjson', 'a JSON object a line')
    .option('--plain', 'lines on a terminal too')
    .action(async (guest: string, options: WatchOptions) => {
      const { watch } = await import('./run.js');
      end(await watch(guest, options, context));
    });
};
