import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { guestArgument } from '../../shared-options.js';
import { addOptions, type OptionsOf } from '../../typed-option.js';
import { CHANNEL_CONTROL, CONNECT, ID, LISTEN } from '../shared-options.js';

const OPTIONS = { connect: CONNECT, listen: LISTEN, id: ID, ...CHANNEL_CONTROL };

export type GuestChannelAddOptions = OptionsOf<typeof OPTIONS>;

type Args = [guest: string, options: GuestChannelAddOptions];

export const declareGuestChannelAdd: Declare<Args> = (channel, action) => {
  const command = channel
    .command('add')
    .description(
      'plug the port into a guest that runs; without --connect and --listen QEMU listens beside its monitor',
    )
    .addArgument(guestArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge guest-channel add web --dry-run': 'show what would be sent to its QEMU',
      'qgauge guest-channel add web --control': 'plug the port in, and print its lines for the configuration',
      'qgauge guest-channel add web --control --listen /run/qgauge/guests/web.sock':
        'have QEMU connect, where it may not make a socket',
    },
    exitStatus: {
      0: 'the guest has the port',
      1: 'the machine has no place for the port, or QEMU refused it; what was changed is undone',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, options: GuestChannelAddOptions) => action(guest, options));
};
