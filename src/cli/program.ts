import { Command, CommanderError } from 'commander';
import { messageOf, QgaugeError } from '../support/errors.js';
import { VERSION } from '../support/version.js';
import { declareBalloon } from './balloon/command.js';
import { declareCollect } from './collect/command.js';
import { type Context, EXIT } from './context.js';
import { declareLs } from './ls/command.js';
import { declareMock } from './mock/command.js';
import { declareQmp } from './qmp/command.js';
import { declareQom } from './qom/command.js';
import { declareRecord } from './record/command.js';
import type { Declare } from './shared-options.js';
import { declareStream } from './stream/command.js';
import { declareValidate } from './validate/command.js';

/** In the order in which `--help` lists them. */
const COMMANDS: readonly Declare[] = [
  declareCollect,
  declareStream,
  declareLs,
  declareBalloon,
  declareValidate,
  declareRecord,
  declareQmp,
  declareQom,
  declareMock,
];

/** Of errors that another run would meet too, until somebody has changed what it was told. */
const USAGE_CODES = new Set(['ERR_USAGE', 'ERR_ADDRESS', 'ERR_TARGET', 'ERR_CONFIG', 'ERR_ARGUMENT']);

/** Runs a command line, without the program's name; resolves to the exit status. Errors are told, never thrown. */
export async function run(args: readonly string[], context: Context): Promise<number> {
  try {
    return await parse(args, context);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (context.signal.aborted) throw error;
    context.warn(error instanceof QgaugeError ? error.message : `internal error: ${messageOf(error)}`);
    const isUsage = error instanceof QgaugeError && USAGE_CODES.has(error.code);
    return isUsage ? EXIT.usage : EXIT.failed;
  }
}

async function parse(args: readonly string[], context: Context): Promise<number> {
  let status: number = EXIT.ok;
  const program = new Command('qgauge')
    .description('Measures QEMU guests without libvirt: QMP, balloon statistics and /proc in one record.')
    .version(VERSION)
    // A command may have a --version of its own.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: context.out,
      writeErr: (text) =>
        text.startsWith('Usage:') ? context.out(text) : context.warn(text.replace(/^error: /, '').trimEnd()),
    })
    .showSuggestionAfterError();
  for (const declare of COMMANDS) {
    declare(program, context, (ended) => {
      status = ended;
    });
  }
  await program.parseAsync(args, { from: 'user' });
  return status;
}
