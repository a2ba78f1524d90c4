import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { guestArgument } from '../../shared-options.js';
import { addOptions, type OptionsOf } from '../../typed-option.js';
import { CHANNEL_CONTROL, LEFT_ID } from '../shared-options.js';

const OPTIONS = { id: LEFT_ID, ...CHANNEL_CONTROL };

export type GuestChannelRemoveOptions = OptionsOf<typeof OPTIONS>;

type Args = [guest: string, options: GuestChannelRemoveOptions];

export const declareGuestChannelRemove: Declare<Args> = (channel, action) => {
  const command = channel
    .command('remove')
    .description('unplug the port, its character device, and the bus that add has plugged in for it')
    .addArgument(guestArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge guest-channel remove web --dry-run': 'show what would be sent to its QEMU',
      'qgauge guest-channel remove web --control': 'unplug the port of guest web',
    },
    exitStatus: {
      0: 'the guest no longer has the port',
      1: 'it had none, QEMU refused, or the guest has not released its card yet',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, options: GuestChannelRemoveOptions) => action(guest, options));
};
