import { type Command, CommanderError, Option } from 'commander';
import { VERSION } from '../../support/version.js';
import { addHelpSections, INVALID } from '../help-sections.js';

/** Adds `version`, and the options that print it as the command does. */
export function declareVersion(program: Command, out: (text: string) => void): void {
  const print = () => out(`${VERSION}\n`);
  program.version(VERSION, '-v, --version', 'print the version');
  // The letter that commander gives it by default.
  program.addOption(new Option('-V').hideHelp());
  program.on('option:V', () => {
    print();
    throw new CommanderError(0, 'commander.version', VERSION);
  });
  const command = program.command('version').description('print the version');
  addHelpSections(command, {
    examples: { 'qgauge version': 'print the version' },
    exitStatus: { 0: 'the version was printed', ...INVALID },
  });
  command.action(print);
}
