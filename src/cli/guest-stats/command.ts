import { Argument } from 'commander';
import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { DIRECT, guestArgument } from '../shared-options.js';
import { addOptions, flag, type OptionsOf } from '../typed-option.js';

const OPTIONS = {
  all: flag('--all', 'print also what a guest is not told unless its host wants it'),
  direct: DIRECT,
};

export type GuestStatsOptions = OptionsOf<typeof OPTIONS>;

type Args = [guest: string, words: readonly string[], options: GuestStatsOptions];

export const declareGuestStats: Declare<Args> = (program, action) => {
  const command = program
    .command('guest-stats')
    .description("print what a guest may know of itself, as VMware's guest statistics have it")
    .addArgument(guestArgument())
    .addArgument(
      new Argument('[words...]', '`raw [encoding [statistic]]`, as vmware-toolbox-cmd stat takes it').default(
        [],
        'every statistic',
      ),
    );
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge guest-stats web': 'print everything that guest web may know',
      'qgauge guest-stats web raw': 'list the statistics',
      'qgauge guest-stats web raw text resources': 'print CPU time and memory, as the guest gets them',
      'qgauge guest-stats web raw json vnet 52:54:00:aa:bb:01':
        'print the traffic of a network card for programs',
    },
    exitStatus: {
      0: 'the statistics were printed',
      1: 'the guest does not exist or did not answer, or has no such statistic',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, words: readonly string[], options: GuestStatsOptions) =>
    action(guest, words, options),
  );
};
