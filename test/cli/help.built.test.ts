import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/support/version.js';
import { runQgauge } from '../run-qgauge.js';
import { listCommands, programOf } from './list-commands.js';

const PATHS = [...listCommands(programOf()).keys()];

function helpOf(path: string): string {
  let text = '';
  const program = programOf((piece) => {
    text += piece;
  });
  listCommands(program).get(path)?.outputHelp();
  return text;
}

/** The command lines of the examples. */
function examplesIn(help: string): readonly string[] {
  const [, examples = ''] = /\nExamples:\n(.*?)\n\n/s.exec(help) ?? [];
  return examples
    .split('\n')
    .filter((line) => !line.startsWith('  # '))
    .map((line) => line.trim());
}

/** Parses a command line; resolves to the command that would run. */
async function parse(commandLine: string): Promise<string | undefined> {
  let ran: string | undefined;
  const program = programOf();
  for (const [path, command] of listCommands(program)) {
    if (command.commands.length > 0) continue;
    command.action(() => {
      ran = path;
    });
  }
  const [name, ...words] = commandLine.split(' ');
  expect(name).toBe('qgauge');
  await program.parseAsync(words, { from: 'user' });
  return ran;
}

it('there are commands to test, of groups too', () => {
  expect(PATHS).toContain('qgauge collect');
  expect(PATHS).toContain('qgauge balloon set');
});

describe.each(PATHS)('%s --help', (path) => {
  const help = helpOf(path);

  it('fits a terminal of 80 columns', () => {
    expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('ends with examples and exit statuses', () => {
    expect(help).toMatch(/\n\nExamples:\n( {2}# .+\n {2}qgauge.*\n)+\nExit status:\n( {2}.+\n)+$/);
    for (const status of [0, 2]) expect(help).toMatch(new RegExp(`\n {2}${status} .*\\w`));
  });

  it('shows defaults as commander does', () => {
    expect(help).not.toMatch(/unless told|default: (?:\[\]|undefined|")/);
  });

  it.each(examplesIn(help))('has an example that parses: %s', async (example) => {
    expect(await parse(example)).toContain(path);
  });
});

it.each([['version'], ['-v'], ['-V'], ['--version']])('qgauge %s prints the version', async (word) => {
  expect(await runQgauge([word])).toMatchObject({ status: 0, stdout: `${VERSION}\n`, stderr: '' });
});

describe('qgauge help', () => {
  it.each([[[]], [['collect']], [['balloon']], [['balloon', 'set']]])(
    'prints what --help prints: %j',
    async (words) => {
      const stdout = helpOf(['qgauge', ...words].join(' '));
      expect(await runQgauge(['help', ...words])).toMatchObject({ status: 0, stdout, stderr: '' });
      expect(await runQgauge([...words, '--help'])).toMatchObject({ status: 0, stdout, stderr: '' });
    },
  );

  it.each([
    [['help', 'nothing'], "unknown command 'nothing'"],
    [['help', 'balloon', 'nope'], "unknown command 'nope'"],
    [['help', 'ls', 'nope'], "unknown command 'nope'"],
    [['help', 'colect'], "unknown command 'colect'\nqgauge: (Did you mean collect?)"],
    [['balloon', 'help', 'chekc'], "unknown command 'chekc'\nqgauge: (Did you mean check?)"],
    [['colect'], "unknown command 'colect'\nqgauge: (Did you mean collect?)"],
  ])('refuses an unknown command, as the program does: %j', async (words, message) => {
    expect(await runQgauge(words)).toMatchObject({ status: 2, stdout: '', stderr: `qgauge: ${message}\n` });
  });
});

it.each([[[]], [['balloon']], [['dom']]])(
  'qgauge %j prints its help on standard output, and fails',
  async (words) => {
    const run = await runQgauge(words);
    expect(run).toMatchObject({ status: 2, stderr: '' });
    expect(run.stdout).toBe((await runQgauge([...words, '--help'])).stdout);
  },
);
