import { Command, CommanderError, Option } from 'commander';
import { messageOf, QgaugeError } from '../support/errors.js';
import { VERSION } from '../support/version.js';
import type { CollectOptions } from './collect.js';
import { type Context, EXIT } from './context.js';
import type { LsOptions } from './ls.js';
import type { MockOptions } from './mock-options.js';
import type { RecordOptions } from './record.js';
import { parseDuration, parseInterval, parseSeconds } from './usage.js';

/** Runs a command line, without the program's name; resolves to the exit status. Errors are told, never thrown. */
export async function run(args: readonly string[], context: Context): Promise<number> {
  try {
    return await parse(args, context);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (context.signal.aborted) throw error;
    context.warn(error instanceof QgaugeError ? error.message : `internal error: ${messageOf(error)}`);
    const isUsage = error instanceof QgaugeError && ['ERR_USAGE', 'ERR_ADDRESS'].includes(error.code);
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

  program
    .command('collect')
    .description('print one HV::Monitor record (LibreNMS) of every guest on this host')
    .addOption(socketOption())
    .option('-c, --compress', 'print the record as gzip in base64, as LibreNMS takes it over SNMP')
    .option('-w, --write', 'also write FILE (JSON) and FILE.snmp (gzip in base64), each in one step')
    .option('-o, --output <file>', 'the FILE of -w', '/var/cache/hv_monitor.json')
    .option('-q, --quiet', 'with -w: print nothing')
    .option('-b, --backend <name>', 'qemu; libvirt is taken for it', 'qemu')
    .option(
      '--hv <name>',
      'the kind of hypervisor in the record; LibreNMS shows the graphs of status, flush time and flush count for exactly "libvirt"',
      'libvirt',
    )
    .option(
      '--extended',
      'add rchar, wchar, syscr, syscw, cwbytes and the balloon (LibreNMS makes a database row of each)',
    )
    .option('--pretty', 'indent the JSON')
    .addOption(timeoutOption())
    .addOption(
      new Option('--interval <seconds>', 'switch balloon polling on at this interval where it is off')
        .default(10)
        .argParser(parseInterval),
    )
    .action(async (options: CollectOptions) => {
      const { collect } = await import('./collect.js');
      status = await collect(options, context);
    });

  program
    .command('ls')
    .description('list the guests of this host with what is known of each, and what is wrong')
    .addOption(socketOption())
    .option('--json', 'print JSON for programs')
    .addOption(timeoutOption())
    .action(async (options: LsOptions) => {
      const { ls } = await import('./ls.js');
      status = await ls(options, context);
    });

  program
    .command('validate')
    .description('check a file against the HV::Monitor schema; - reads standard input')
    .argument('<file>', 'a record as JSON, or as gzip in base64')
    .action(async (file: string) => {
      const { validateFile } = await import('./validate.js');
      status = await validateFile(file, context);
    });

  program
    .command('record')
    .description('write down what a monitor says, as a transcript that the mock QEMU can replay')
    .argument('<address>', 'a QMP monitor: unix:/path, /path or tcp:host:port')
    .requiredOption('-o, --output <file>', 'the transcript; it grows line by line')
    .option('--force', 'overwrite the file when there is one')
    .addOption(
      new Option(
        '--for <duration>',
        'end after this time, such as 60s or 5m; without it Ctrl+C or SIGTERM ends it',
      ).argParser(parseDuration),
    )
    .addOption(
      new Option('--interval <duration>', 'ask the guest anew so often; 10s unless told').argParser(
        parseDuration,
      ),
    )
    .option(
      '--redact',
      'replace names, paths, addresses, UUIDs, serial numbers and credentials by placeholders',
    )
    .option(
      '--listen <address>',
      'ask nothing, and stand between a client, which connects here, and the monitor',
    )
    .action(async (address: string, options: RecordOptions) => {
      const { record } = await import('./record.js');
      status = await record(address, options, context);
    });

  program
    .command('mock')
    .description('play QEMUs that are none, for tests: prints one line of JSON when they listen, and stays')
    .option(
      '--listen <address>',
      'a monitor here (unix:/path, /path, tcp:host:port or ws://host:port; port 0 picks one); repeatable: more monitors',
      append,
    )
    .option('--name <name>', 'the guest; with --count, {n} in it is the number')
    .option('--version <version>', "QEMU's: 5.2, 7.2, 10.0 or 11.1")
    .option('--memory <size>', 'such as 512M or 4G')
    .option('--vcpus <number>', 'how many')
    .option('--status <state>', 'the run state, such as running or paused')
    .option('--driver <name>', "the guest's balloon driver, such as linux-6.1, silent or none")
    .option('--agent <mode>', 'with a guest agent: healthy, or in which way it is not')
    .option('--pretty', 'print messages over several lines')
    .option('--fault <fault>', 'play this fault: kind,option=value,… (delay,ms=500); repeatable', append)
    .option('--count <number>', 'so many machines of the kind')
    .option('--dir <directory>', 'put the sockets here; made when it is not there')
    .option('--control <address>', 'take actions here, a line of JSON each')
    .option('--scenario <file>', 'play the machines and the timeline of this file (YAML or JSON)')
    .option('--check', 'with --scenario: only say whether the file makes sense')
    .option('--replay <file>', 'answer from a transcript')
    .option('--match <way>', 'with --replay: order (unless told), or loose')
    .option('--timing <way>', 'with --replay: none (unless told), or recorded')
    .action(async (options: MockOptions) => {
      const { mock } = await import('./mock.js');
      status = await mock(options, context);
    });

  await program.parseAsync(args, { from: 'user' });
  return status;
}

function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function socketOption(): Option {
  return new Option(
    '--socket <address>',
    'ask this monitor instead of finding all (unix:/path, /path or tcp:host:port); repeatable',
  )
    .default([], 'every QEMU on this host')
    .argParser((address: string, before: readonly string[]) => [...before, address]);
}

function timeoutOption(): Option {
  return new Option('--timeout <seconds>', 'bounds the whole run').default(3).argParser(parseSeconds);
}
