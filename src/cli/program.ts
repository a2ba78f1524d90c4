import { Command, CommanderError } from 'commander';
import { messageOf, QgaugeError } from '../support/errors.js';
import { declareBalloon } from './balloon/command.js';
import { declareCollect } from './collect/command.js';
import { type Context, EXIT } from './context.js';
import type { AddTo } from './declare.js';
import { declareDom } from './dom/command.js';
import type { Verb } from './dom/verb.js';
import { declareDomstats } from './domstats/command.js';
import { declareGuestChannel } from './guest-channel/command.js';
import { declareGuestStats } from './guest-stats/command.js';
import { declareHelp } from './help/command.js';
import { addHelpSections, INTERRUPTED } from './help-sections.js';
import { declareLs } from './ls/command.js';
import { declareMock } from './mock/command.js';
import { separateQemuArguments } from './mock/qemu-arguments.js';
import { declareQmp } from './qmp/command.js';
import { declareQom } from './qom/command.js';
import { declareRecord } from './record/command.js';
import { declareServe } from './serve/command.js';
import { declareStream } from './stream/command.js';
import { declareTop } from './top/command.js';
import { declareValidate } from './validate/command.js';
import { declareVersion } from './version/command.js';
import { withDomainArguments } from './virsh-arguments.js';

/** Errors that the same command line meets again until it, or the configuration, is changed. */
const USAGE_CODES = new Set([
  'ERR_USAGE',
  'ERR_ADDRESS',
  'ERR_TARGET',
  'ERR_CONFIG',
  'ERR_ARGUMENT',
  'ERR_ROOT',
  'ERR_TABLE',
]);

/** The longest line of help, also on a wider terminal. */
const HELP_COLUMNS = 80;

/**
 * Runs a command line, without the program's name; resolves to the exit status. Errors are reported.
 *
 * @throws whatever the command throws once the signal has fired
 */
export async function run(args: readonly string[], context: Context): Promise<number> {
  let status: number = EXIT.ok;
  const end = (ended: number) => {
    status = ended;
  };
  const program = createProgram(context, end, await verbsFor(args));
  try {
    if (args[0] === 'dom') (await import('./dom/other-verbs.js')).refuseOtherVerb(args[1]);
    await program.parseAsync(separateQemuArguments(withDomainArguments(args)), { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (context.signal.aborted) {
      // What was changed until then, and how to undo it.
      if (error instanceof QgaugeError && error.code === 'ERR_CONTROL') context.warn(error.message);
      throw error;
    }
    context.warn(error instanceof QgaugeError ? error.message : `internal error: ${messageOf(error)}`);
    const isUsage = error instanceof QgaugeError && USAGE_CODES.has(error.code);
    return isUsage ? EXIT.usage : EXIT.failed;
  }
}

/** The verbs of `dom`, which are many, for the command lines that may name one. */
async function verbsFor([first]: readonly string[]): Promise<readonly Verb[]> {
  return first === 'dom' || first === 'help' ? (await import('./dom/verbs.js')).VERBS : [];
}

/** The program with all its commands, in the order of `--help`; `end` takes the exit status of the one that ran. */
export function createProgram(
  context: Context,
  end: (status: number) => void,
  verbs: readonly Verb[],
): Command {
  const addTo: AddTo = (parent) => (declare, load) =>
    declare(parent, async (...args) => end(await (await load())(...args, context)));
  const program = configure(new Command('qgauge'), context).description(
    'Measures QEMU guests without libvirt: QMP, balloon statistics and /proc in one record.',
  );
  const add = addTo(program);
  add(declareCollect, async () => (await import('./collect/run.js')).collect);
  add(declareStream, async () => (await import('./stream/run.js')).stream);
  add(declareTop, async () => (await import('./top/run.js')).top);
  add(declareServe, async () => (await import('./serve/run.js')).serve);
  add(declareLs, async () => (await import('./ls/run.js')).ls);
  add(declareDomstats, async () => (await import('./domstats/run.js')).domstats);
  declareDom(program, addTo, verbs);
  declareBalloon(program, addTo);
  add(declareGuestStats, async () => (await import('./guest-stats/run.js')).guestStats);
  declareGuestChannel(program, addTo);
  add(declareValidate, async () => (await import('./validate/run.js')).validateFile);
  add(declareRecord, async () => (await import('./record/run.js')).record);
  add(declareQmp, async () => (await import('./qmp/run.js')).qmp);
  add(declareQom, async () => (await import('./qom/run.js')).qom);
  add(declareMock, async () => (await import('./mock/run.js')).mock);
  declareHelp(program);
  declareVersion(program, context.out);
  addHelpSections(program, {
    examples: {
      'qgauge ls': 'list every guest of this host',
      'qgauge top': 'show on a screen which guest hurts, and why',
      'qgauge collect --pretty': 'print one HV::Monitor record',
      'qgauge stream --cpu --disk': 'print a line for each guest and second',
      'qgauge balloon doctor': "explain why a guest's memory is unknown",
    },
    exitStatus: {
      0: 'done',
      1: 'failed; standard error says why',
      2: 'the command line or the configuration is not valid',
      ...INTERRUPTED,
    },
  });
  return program;
}

/** How every command parses, prints and formats; commands take it over when they are declared. */
function configure(program: Command, context: Context): Command {
  // The help that is printed where a command is missing comes in two parts; nothing follows it.
  let isHelp = false;
  return (
    program
      // A command may have a --version of its own.
      .enablePositionalOptions()
      .exitOverride()
      .configureHelp({
        helpWidth: Math.min(HELP_COLUMNS, context.terminal?.output.columns ?? HELP_COLUMNS),
        // With arguments and options, the longest term would leave no room for the descriptions.
        subcommandTerm: (command) => command.name(),
      })
      .configureOutput({
        writeOut: context.out,
        writeErr: (text) => {
          isHelp ||= text.startsWith('Usage:');
          if (isHelp) context.out(text);
          else context.warn(text.replace(/^error: /, '').trimEnd());
        },
      })
      .showSuggestionAfterError()
  );
}
