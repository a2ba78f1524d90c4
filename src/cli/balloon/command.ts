import { type Command, Option } from 'commander';
import { CHECK_FORMATS } from '../../formats/check/check-format.js';
import { parseSize } from '../../support/size.js';
import { append, type Declare } from '../shared-options.js';
import { parseDurationOption, parseInterval, UsageError } from '../usage.js';
import type { BalloonCheckOptions } from './check/run.js';
import type { DoctorOptions } from './doctor/run.js';
import type { BalloonGetOptions } from './get/run.js';
import type { BalloonLsOptions } from './ls/run.js';
import type { BalloonSetOptions } from './set/run.js';
import { declareBalloonWatch } from './watch/command.js';

const GUEST = "a guest's name, UUID or pid, or the address of its monitor";

/** `qgauge balloon` and what goes below it. */
export const declareBalloon: Declare = (program, context, end) => {
  const balloon = program
    .command('balloon')
    .description('see, explain, exercise and certify balloon drivers');
  for (const declare of [
    declareLs,
    declareGet,
    declareBalloonWatch,
    declareDoctor,
    declarePoll,
    declareSet,
    declareCheck,
  ])
    declare(balloon, context, end);
};

const declareLs: Declare = (balloon, context, end) => {
  guests(balloon.command('ls'))
    .description('list the balloons with device, driver, polling, report and verdict')
    .option('--json', 'print JSON for programs')
    .action(async (names: readonly string[], options: BalloonLsOptions) => {
      const { balloonLs } = await import('./ls/run.js');
      end(await balloonLs(names, options, context));
    });
};

const declareGet: Declare = (balloon, context, end) => {
  balloon
    .command('get')
    .description("show everything about one guest's balloon")
    .argument('<guest>', GUEST)
    .option('--json', 'print JSON for programs')
    .addOption(unstableOption())
    .action(async (name: string, options: BalloonGetOptions) => {
      const { balloonGet } = await import('./get/run.js');
      end(await balloonGet(name, options, context));
    });
};

const declareDoctor: Declare = (balloon, context, end) => {
  guests(balloon.command('doctor'))
    .description('say what is wrong with each balloon, what that rests on, and what to do')
    .option('--json', 'print JSON for programs')
    .addOption(
      new Option('--watch <duration>', 'the time between two looks, which shows what moves')
        .default(1, '1s')
        .argParser(parseDurationOption),
    )
    .addOption(
      new Option('--target <size>', 'where the balloon was told to be: only who set it knows').argParser(
        parseSizeOption,
      ),
    )
    .addOption(unstableOption())
    .action(async (names: readonly string[], options: DoctorOptions) => {
      const { balloonDoctor } = await import('./doctor/run.js');
      end(await balloonDoctor(names, options, context));
    });
};

const declarePoll: Declare = (balloon, context, end) => {
  balloon
    .command('poll')
    .description('have QEMU ask the guest every so many seconds; 0 switches that off')
    .argument('<guest>', GUEST)
    .argument('<seconds>', 'whole seconds, 0 for never', (text) => (text === '0' ? 0 : parseInterval(text)))
    .action(async (name: string, seconds: number) => {
      const { balloonPoll } = await import('./poll/run.js');
      end(await balloonPoll(name, seconds, context));
    });
};

const declareSet: Declare = (balloon, context, end) => {
  balloon
    .command('set')
    .description('inflate or deflate the balloon, and wait until the guest may use that much')
    .argument('<guest>', GUEST)
    .argument('<size>', 'what the guest may use, such as 512M or 1.5GiB', parseSizeOption)
    .option('--control', 'let it change the guest')
    .option('--force', 'also below what the guest needs')
    .option('--restore', 'put the size back on exit')
    .addOption(
      new Option('--stall <duration>', 'give up when it comes no nearer for so long')
        .default(5, '5s')
        .argParser(parseDurationOption),
    )
    .action(async (name: string, bytes: number, options: BalloonSetOptions) => {
      const { balloonSet } = await import('./set/run.js');
      end(await balloonSet(name, bytes, options, context));
    });
};

const declareCheck: Declare = (balloon, context, end) => {
  balloon
    .command('check')
    .description('hold a live driver to what a driver must do, and leave the guest as it was found')
    .argument('<guest>', GUEST)
    .option('--control', 'also what stops the guest for a moment, and resizes it')
    .option('--disruptive', 'also what resets the guest, unplugs its balloon, and squeezes it')
    .addOption(unstableOption())
    .addOption(new Option('--format <format>', 'what to print').choices(CHECK_FORMATS).default('table'))
    .addOption(
      new Option('--report <file>', 'also write FILE.xml (JUnit), FILE.tap or FILE.json; repeatable')
        .default([], 'none')
        .argParser(append),
    )
    .action(async (name: string, options: BalloonCheckOptions) => {
      const { balloonCheck } = await import('./check/run.js');
      end(await balloonCheck(name, options, context));
    });
};

/** Asks for what only an unstable command tells, of the QEMUs that are known to survive it. */
function unstableOption(): Option {
  return new Option(
    '--unstable',
    'also ask x-query-virtio-status, on QEMU 7.2 and 10.0 (it aborts QEMU 11.1)',
  );
}

function guests(command: Command): Command {
  return command.argument('[guests...]', `${GUEST}; all of this host unless told`);
}

function parseSizeOption(text: string): number {
  const bytes = parseSize(text);
  if (bytes !== undefined && bytes > 0) return bytes;
  if (/^\d+(\.\d+)?$/.test(text))
    throw new UsageError(
      `'${text}' has no unit: write ${text}M for mebibytes, ${text}G for gibibytes, ${text}B for bytes`,
    );
  throw new UsageError(
    `'${text}' is no size: write a number above 0 and a unit (B, K, M, G, T), such as 512M or 1.5GiB`,
  );
}
