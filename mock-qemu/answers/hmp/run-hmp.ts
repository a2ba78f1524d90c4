import { QmpError } from '../../wire/qmp-error.js';
import { CONTROL_COMMANDS } from './control-commands.js';
import { type Hmp, type HmpCommand, lines, namesOf } from './hmp-command.js';
import { INFO_COMMANDS } from './info-commands.js';

/**
 * Runs a line of the human monitor, and returns what QEMU 7.2 would print, its lines ended by CRLF. A machine's own answers
 * come first. QEMU reports errors as text, too.
 */
export function runHmp(line: string, hmp: Hmp): string {
  const words = line.match(WORD) ?? [''];
  const own = hmp.machine.hmp[words.join(' ')];
  return (own ?? print(words, hmp)).replaceAll(/\r?\n/g, '\r\n');
}

/** A word may be in quotes, with blanks: `savevm "before the update"`. */
const WORD = /"(?:[^"\\]|\\.)*"|\S+/g;

const HELP: HmpCommand = {
  name: 'help|?',
  params: '[cmd]',
  help: 'show the help',
  takes: 2,
  run: (_, args) => help(args),
};

const INFO: HmpCommand = {
  name: 'info',
  params: '[subcommand]',
  help: 'show various information about the system state',
  run: () => help(['info']),
};

const COMMANDS: readonly HmpCommand[] = [HELP, INFO, ...CONTROL_COMMANDS].toSorted((a, b) =>
  a.name < b.name ? -1 : 1,
);

function print([word = '', ...rest]: readonly string[], hmp: Hmp): string {
  if (word === '') return '';
  const [name, ...args] = rest;
  const command = find(COMMANDS, word);
  if (command?.name !== 'info' || name === undefined) return run(command, rest, word, hmp);
  return run(find(INFO_COMMANDS, name), args, `${word} ${name}`, hmp);
}

function run(command: HmpCommand | undefined, args: readonly string[], called: string, hmp: Hmp): string {
  if (command === undefined) return `unknown command: '${called}'\n`;
  const complaint = complaintAbout(command, args, hmp);
  if (complaint !== undefined) return `${complaint}\nTry "help ${called}" for more information\n`;
  try {
    return command.run(hmp, args.map(unquoted));
  } catch (error) {
    if (error instanceof QmpError) return `Error: ${error.message}\n`;
    throw error;
  }
}

/** What QEMU's parser complains about before it runs the command. */
function complaintAbout(command: HmpCommand, args: readonly string[], hmp: Hmp): string | undefined {
  const { needs = 0, takes = needs, check } = command;
  const [name = ''] = namesOf(command);
  const complaint = check?.(args, hmp);
  if (complaint !== undefined) return complaint;
  if (args.length < needs) return `${name}: string expected`;
  return args.length > takes ? `${name}: extraneous characters at the end of line` : undefined;
}

function find(commands: readonly HmpCommand[], name: string): HmpCommand | undefined {
  return commands.find((command) => namesOf(command).includes(name));
}

function unquoted(arg: string): string {
  return /^".*"$/.test(arg) ? arg.slice(1, -1).replaceAll(/\\(.)/g, '$1') : arg;
}

/** The commands that the mock has, in the lines of QEMU's help. */
function help([name, sub]: readonly string[]): string {
  if (name === undefined) return lines(COMMANDS.map((command) => describe(command, '')));
  if (name === 'info' && sub !== undefined) return helpOn(find(INFO_COMMANDS, sub), `info ${sub}`, 'info ');
  if (name === 'info') return lines(INFO_COMMANDS.map((command) => describe(command, 'info ')));
  return helpOn(find(COMMANDS, name), name, '');
}

function helpOn(command: HmpCommand | undefined, called: string, prefix: string): string {
  return command === undefined ? `unknown command: '${called}'\n` : lines([describe(command, prefix)]);
}

function describe({ name, params = '', help: text }: HmpCommand, prefix: string): string {
  return `${prefix}${name} ${params} -- ${text}`;
}
