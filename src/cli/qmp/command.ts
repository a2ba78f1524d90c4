import type { QmpOptions } from '../open-monitor.js';
import { type Declare, monitorOptions } from '../shared-options.js';

export const declareQmp: Declare = (program, context, end) => {
  const command = program
    .command('qmp')
    .description(
      'send a command to a monitor and print the reply; without a command, a shell that completes them',
    )
    .argument('<address>', 'a QMP monitor: unix:/path, /path or tcp:host:port')
    .argument('[command]', 'a QMP command, e.g. query-status, or {"execute":…}, which is sent as it is')
    .argument('[arguments...]', 'key=value, a.b=value for a member of an object, or one JSON object')
    .option('--compact', 'print a reply in one line');
  for (const option of monitorOptions()) command.addOption(option);
  command.action(async (address: string, name: string | undefined, words: string[], options: QmpOptions) => {
    if (name === undefined) {
      const { qmpShell } = await import('./shell/run.js');
      end(await qmpShell(address, options, context));
    } else {
      const { qmp } = await import('./run.js');
      end(await qmp(address, [name, ...words], options, context));
    }
  });
};
