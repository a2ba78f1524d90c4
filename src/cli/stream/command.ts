import { Option } from 'commander';
import { PRINTER_NAMES } from '../../formats/printer.js';
import { type Declare, socketOption } from '../shared-options.js';
import {
  OUTPUT_NAMES,
  parseFrequency,
  parseNames,
  parseOutput,
  parsePolling,
  parsePrinter,
  parseRuns,
  type StreamOptions,
} from './options.js';

export const declareStream: Declare = (program, context, end) => {
  program
    .command('stream')
    .description('print the figures of every guest again and again, as kvmtop does, and to files and sockets')
    .option(
      '--config <file>',
      `a configuration (YAML); ${context.configFile} unless told, when it is there. Options go before it`,
    )
    .option('-f, --frequency <seconds>', 'from one sweep to the next; 1 unless told', parseFrequency)
    .addOption(
      new Option('-r, --runs <number>', 'end after so many sweeps; -1: without an end')
        .default(-1)
        .argParser(parseRuns),
    )
    .option('--cpu', 'CPU figures; with --mem what is printed unless any is told')
    .option('--mem', 'memory')
    .option('--disk', 'disks')
    .option('--net', 'network')
    .option('--io', "each QEMU's own input and output")
    .option('--psi, --pressure', 'who had to wait for CPU, memory, disks (pressure stall information)')
    .option('--host', 'host names')
    .option('--balloon', 'guest memory as the guest itself sees it')
    .option('--verbose', 'add the figures that few need')
    .option(
      '--netdev <names>',
      "the host's network interfaces to sum, with commas; all physical ones unless told",
      parseNames,
    )
    .option(
      '--storedev <names>',
      "the host's block devices to sum, with commas; all physical ones unless told",
      parseNames,
    )
    .option('-p, --printer <name>', `the format: ${PRINTER_NAMES.join(', ')}; text unless told`, parsePrinter)
    .option('-b, --batch', 'the same as -p text')
    .option('-o, --output <name>', `where to: ${OUTPUT_NAMES.join(', ')}; stdout unless told`, parseOutput)
    .option('--target <target>', 'the path of -o file; host:port of -o tcp and udp')
    .option('--spool <directory>', 'with -o tcp: keep here what cannot be sent now')
    .addOption(socketOption())
    .option('--hold', 'keep the connection to each monitor, and so every other client out')
    .option(
      '--interval <seconds>',
      'switch balloon polling on at this interval where it is off; 10 unless told. off: write nothing',
      parsePolling,
    )
    .option('--numa', "read which NUMA nodes each QEMU's pages are on; the kernel walks all of them")
    .option('--agent', "ask guest agents for the guests' addresses and systems")
    .option('--procfs <directory>', "the kernel's proc file system; /proc unless told")
    .option('-q, --quiet', 'say nothing of the troubles of guests and sinks')
    .option('--stats', 'say on standard error, once a minute, what measuring costs')
    .action(async (options: StreamOptions) => {
      const { stream } = await import('./run.js');
      end(await stream(options, context));
    });
};
