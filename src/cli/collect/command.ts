import { Option } from 'commander';
import { type Declare, socketOption, timeoutOption } from '../shared-options.js';
import { parseInterval } from '../usage.js';
import type { CollectOptions } from './run.js';

export const declareCollect: Declare = (program, context, end) => {
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
      const { collect } = await import('./run.js');
      end(await collect(options, context));
    });
};
