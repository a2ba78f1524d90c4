import type { Command } from 'commander';
import { nearestWord } from '../../support/nearest-word.js';
import { addHelpSections, INVALID } from '../help-sections.js';
import { UsageError } from '../usage.js';

/** Adds `help`, in place of commander's own, which takes an unknown command for none. */
export function declareHelp(parent: Command): void {
  const command = parent
    .command('help')
    .description('print the help of a command')
    .argument('[command...]', 'the name of a command, such as ls or balloon set');
  const typed = pathOf(command);
  addHelpSections(command, {
    examples: { [typed]: 'list the commands' },
    exitStatus: { 0: 'the help was printed', ...INVALID },
  });
  command.action((names: readonly string[]) => names.reduce(find, parent).outputHelp());
}

/** @throws {UsageError} in commander's words for an unknown command */
function find({ commands }: Command, name: string): Command {
  const found = commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const nearest = nearestWord(
    name,
    commands.map((command) => command.name()),
  );
  const suggestion = nearest === undefined ? '' : `\n(Did you mean ${nearest}?)`;
  throw new UsageError(`unknown command '${name}'${suggestion}`);
}

/** What is typed for a command: `qgauge balloon help`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
