import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import type { Context } from '../../src/cli/context.js';
import { VERBS } from '../../src/cli/dom/verbs.js';
import { createProgram } from '../../src/cli/program.js';
import { ProgressLine } from '../../src/terminal/progress.js';

/** The program, with a context that writes to `out`. */
export function programOf(out: (text: string) => void = () => undefined): Command {
  const context: Context = {
    out,
    warn: (line) => {
      throw new Error(line);
    },
    signal: new AbortController().signal,
    stdout: new PassThrough(),
    terminal: undefined,
    progress: new ProgressLine(),
    onReload: () => ({ [Symbol.dispose]: () => undefined }),
    configFile: '/nonexistent',
  };
  return createProgram(context, () => undefined, VERBS);
}

/** A command and all below it, by what is typed for them: `qgauge balloon set`. */
export function listCommands(command: Command, path = command.name()): ReadonlyMap<string, Command> {
  const below = command.commands.flatMap((child) => [...listCommands(child, `${path} ${child.name()}`)]);
  return new Map([[path, command], ...below]);
}

/** The options of a command and all below it, as `--long`. */
export function optionsOf(path: string): readonly string[] {
  const command = listCommands(programOf()).get(path);
  if (command === undefined) throw new Error(`there is no command '${path}'`);
  return [...listCommands(command).values()].flatMap(({ options }) => options.map(({ long }) => long ?? ''));
}
