import type { Command } from 'commander';
import type { AddTo } from '../declare.js';
import { declareHelp } from '../help/command.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { declareGuestChannelAdd } from './add/command.js';
import { declareGuestChannelRemove } from './remove/command.js';
import { declareGuestChannelServe } from './serve/command.js';

/** Adds the group `guest-channel`, in the order in which its `--help` lists the commands. */
export function declareGuestChannel(program: Command, addTo: AddTo): void {
  const channel = program
    .command('guest-channel')
    .description('plug in, serve and unplug the port on which a guest asks what its host knows of it');
  const add = addTo(channel);
  add(declareGuestChannelAdd, async () => (await import('./add/run.js')).guestChannelAdd);
  add(declareGuestChannelServe, async () => (await import('./serve/run.js')).guestChannelServe);
  add(declareGuestChannelRemove, async () => (await import('./remove/run.js')).guestChannelRemove);
  declareHelp(channel);
  addHelpSections(channel, {
    examples: {
      'qgauge guest-channel add web --control': 'plug the port into guest web while it runs',
      'qgauge guest-channel serve web --connect /run/vm1/qgauge.sock':
        'answer what web asks, without the daemon',
    },
    exitStatus: { 0: 'done', 1: 'failed; standard error says why', ...INVALID, ...INTERRUPTED },
  });
}
