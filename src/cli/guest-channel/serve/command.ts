import type { Declare } from '../../declare.js';
import { addHelpSections, INVALID } from '../../help-sections.js';
import { DEFAULT_SWEEP_SECONDS } from '../../serve/command.js';
import { CONFIG, guestsArgument } from '../../shared-options.js';
import { parseFrequency } from '../../stream/parse-values.js';
import { addOptions, flag, type OptionsOf, option } from '../../typed-option.js';
import { CONNECT, LISTEN } from '../shared-options.js';

const OPTIONS = {
  config: CONFIG,
  connect: CONNECT,
  listen: LISTEN,
  /** Seconds. */
  frequency: option('-f, --frequency <duration>', 'time from one measurement of the guests to the next', {
    parse: parseFrequency,
    shown: `as configured, else ${DEFAULT_SWEEP_SECONDS}s`,
  }),
  quiet: flag('-q, --quiet', 'do not report problems of guests'),
};

export type GuestChannelServeOptions = OptionsOf<typeof OPTIONS>;

type Args = [guests: readonly string[], options: GuestChannelServeOptions];

export const declareGuestChannelServe: Declare<Args> = (channel, action) => {
  const command = channel
    .command('serve')
    .description('answer what guests ask on their ports, without the daemon; until Ctrl+C')
    .addArgument(guestsArgument().default([], 'those with a channel in the configuration'));
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge guest-channel serve': 'answer the guests that have a channel in the configuration',
      'qgauge guest-channel serve web --connect /run/vm1/qgauge.sock':
        'answer guest web, whose QEMU listens there',
      'qgauge guest-channel serve web --listen /run/qgauge/guests/web.sock':
        'answer guest web, whose QEMU connects',
    },
    exitStatus: {
      0: 'ended by Ctrl+C or SIGTERM',
      1: 'there is no such guest, or another process serves the port',
      ...INVALID,
      '130, 143': 'ended at once by a second Ctrl+C or SIGTERM',
    },
  });
  command.action((guests: readonly string[], options: GuestChannelServeOptions) => action(guests, options));
};
