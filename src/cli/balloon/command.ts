import type { Command } from 'commander';
import type { AddTo } from '../declare.js';
import { declareHelp } from '../help/command.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { declareBalloonCheck } from './check/command.js';
import { declareBalloonDoctor } from './doctor/command.js';
import { declareBalloonGet } from './get/command.js';
import { declareBalloonLs } from './ls/command.js';
import { declareBalloonPoll } from './poll/command.js';
import { declareBalloonSet } from './set/command.js';
import { declareBalloonWatch } from './watch/command.js';

/** Adds the group `balloon`, in the order in which its `--help` lists the commands. */
export function declareBalloon(program: Command, addTo: AddTo): void {
  const balloon = program
    .command('balloon')
    .description('inspect, diagnose, exercise and certify balloon drivers');
  const add = addTo(balloon);
  add(declareBalloonLs, async () => (await import('./ls/run.js')).balloonLs);
  add(declareBalloonGet, async () => (await import('./get/run.js')).balloonGet);
  add(declareBalloonWatch, async () => (await import('./watch/run.js')).balloonWatch);
  add(declareBalloonDoctor, async () => (await import('./doctor/run.js')).balloonDoctor);
  add(declareBalloonPoll, async () => (await import('./poll/run.js')).balloonPoll);
  add(declareBalloonSet, async () => (await import('./set/run.js')).balloonSet);
  add(declareBalloonCheck, async () => (await import('./check/run.js')).balloonCheck);
  declareHelp(balloon);
  addHelpSections(balloon, {
    examples: {
      'qgauge balloon doctor': 'diagnose the balloon of every guest',
      'qgauge balloon watch web': 'follow the balloon of guest web',
      'qgauge balloon set web 512M --control': 'resize it',
    },
    exitStatus: {
      0: 'done',
      1: 'failed; standard error says why',
      ...INVALID,
      '3, 4, 5': 'findings of doctor: see qgauge balloon doctor --help',
      ...INTERRUPTED,
    },
  });
}
