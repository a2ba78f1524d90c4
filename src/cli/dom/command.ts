import type { Command } from 'commander';
import type { AddTo, Declare } from '../declare.js';
import { declareHelp } from '../help/command.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { guestArgument, JSON_OUTPUT } from '../shared-options.js';
import { addOptions, type OptionsOf, option } from '../typed-option.js';
import { parseDurationOption } from '../usage.js';
import type { Verb } from './verb.js';
import { VERBS } from './verbs.js';

export const DOM_OPTIONS = {
  json: JSON_OUTPUT,
  /** Seconds. */
  timeout: option('--timeout <duration>', 'time limit of each answer, such as 500ms or 10s', {
    parse: parseDurationOption,
    default: 5,
    shown: '5s',
  }),
};

export type DomOptions = OptionsOf<typeof DOM_OPTIONS>;

/** Adds the group `dom`, whose commands are virsh's that read one domain. */
export function declareDom(program: Command, addTo: AddTo): void {
  const dom = program
    .command('dom')
    .description("read what libvirt's virsh reads of one guest: its verbs, and what they print");
  const add = addTo(dom);
  for (const verb of VERBS) {
    add(declareVerb(verb), async () => {
      const { runVerb } = await import('./run.js');
      return (guest, words, options, context) => runVerb(verb, guest, words, options, context);
    });
  }
  declareHelp(dom);
  addHelpSections(dom, {
    examples: {
      'qgauge dom dominfo web': 'print a guest in short',
      'qgauge dom domblkinfo web disk0 --human': 'print the sizes of a disk',
      'qgauge dom domifaddr web --json': 'print the addresses that its agent tells, for programs',
    },
    exitStatus: {
      0: 'done',
      1: 'there is no such guest, disk or card, or it did not answer',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
}

type Args = [guest: string, words: readonly string[], options: DomOptions];

function declareVerb({ name, about, words = [], options }: Verb): Declare<Args> {
  return (dom, action) => {
    const command = dom.command(name).description(about).addArgument(guestArgument());
    for (const word of words) command.argument(word);
    addOptions(command, { ...options, ...DOM_OPTIONS });
    command.action((guest: string, ...rest: unknown[]) => {
      const given = rest.slice(0, words.length).flatMap((word) => (typeof word === 'string' ? [word] : []));
      return action(guest, given, command.opts<DomOptions>());
    });
  };
}
