import type { Command } from 'commander';
import type { AddTo, Declare } from '../declare.js';
import { declareHelp } from '../help/command.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { guestArgument } from '../shared-options.js';
import { addOptions } from '../typed-option.js';
import { DOM_OPTIONS, type DomOptions, type Verb } from './verb.js';
import { VERBS } from './verbs.js';

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

type Args = [guest: string | undefined, words: readonly string[], options: DomOptions];

function declareVerb({ name, about, words = [], options, withoutGuest }: Verb): Declare<Args> {
  return (dom, action) => {
    const guest = guestArgument();
    const command = dom
      .command(name)
      .description(about)
      .addArgument(withoutGuest === undefined ? guest : guest.argOptional());
    for (const word of words) command.argument(word);
    // A verb may have a --timeout of its own.
    addOptions(command, { ...options, ...DOM_OPTIONS, ...options });
    command.action((guest: string | undefined, ...rest: unknown[]) => {
      const given = rest.slice(0, words.length).flatMap((word) => (typeof word === 'string' ? [word] : []));
      return action(guest, given, command.opts<DomOptions>());
    });
  };
}
