import type { Declare } from '../../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../../help-sections.js';
import { parseInterval } from '../../usage.js';
import { guestArgument } from '../shared-arguments.js';

const parsePollingSeconds = (text: string) => (text === '0' ? 0 : parseInterval(text));

export const declareBalloonPoll: Declare<[guest: string, seconds: number]> = (balloon, action) => {
  const command = balloon
    .command('poll')
    .description('set the polling interval in seconds (0 = off)')
    .addArgument(guestArgument())
    .argument('<seconds>', 'whole seconds; 0 switches polling off', parsePollingSeconds);
  addHelpSections(command, {
    examples: {
      'qgauge balloon poll web 10': 'have QEMU ask guest web every ten seconds',
      'qgauge balloon poll web 0': 'switch polling off',
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
