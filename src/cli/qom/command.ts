import type { MonitorOptions } from '../open-monitor.js';
import { type Declare, monitorOptions } from '../shared-options.js';

export const declareQom: Declare = (program, context, end) => {
  const command = program
    .command('qom')
    .description("look into QEMU's object model: the devices of a machine, and their properties")
    .argument('<address>', 'a QMP monitor: unix:/path, /path or tcp:host:port')
    .argument('[verb]', 'ls, get, set or tree')
    .argument('[path]', 'of an object, e.g. /machine/peripheral; / unless told')
    .argument('[property]', 'that get prints and set changes')
    .argument('[value]', 'for set');
  for (const option of monitorOptions()) command.addOption(option);
  command.action(
    async (
      address: string,
      verb?: string,
      path?: string,
      property?: string,
      value?: string,
      options?: MonitorOptions,
    ) => {
      const { qom } = await import('./run.js');
      end(await qom(address, [verb, path, property, value], { timeout: 10, ...options }, context));
    },
  );
};
