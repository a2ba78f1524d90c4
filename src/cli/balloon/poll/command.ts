import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { guestArgument } from '../../shared-options.js';
import { parsePolling } from '../../usage.js';

/** @returns seconds; 0 switches polling off */
function parsePollingSeconds(text: string): number {
  const interval = text === '0' ? 'off' : parsePolling(text);
  return interval === 'off' ? 0 : interval;
}

export const declareBalloonPoll: Declare<[guest: string, seconds: number]> = (balloon, action) => {
  const command = balloon
    .command('poll')
    .description('set the polling interval, or switch polling off')
    .addArgument(guestArgument())
    .argument(
      '<interval>',
      'whole seconds, such as 10s or 5m; off or 0 switches polling off',
      parsePollingSeconds,
    );
  addHelpSections(command, {
    examples: {
      'qgauge balloon poll web 10s': 'have QEMU ask guest web every ten seconds',
      'qgauge balloon poll web off': 'switch polling off',
    },
    exitStatus: {
      0: 'the interval is set',
      1: 'the guest does not exist, did not answer, or has no balloon',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guest: string, seconds: number) => action(guest, seconds));
};
