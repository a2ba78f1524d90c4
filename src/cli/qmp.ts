import { nearestIntrospected, readIntrospection } from '../qapi/read-introspection.js';
import { type Context, EXIT } from './context.js';
import { type MonitorOptions, openMonitor } from './open-monitor.js';
import { formatReply, readRequest, sendRequest } from './qmp-request.js';

/** The options of `qgauge qmp`, as commander hands them over. */
export interface QmpOptions extends MonitorOptions {
  readonly compact?: boolean;
}

/** Sends one command and prints its reply, or runs a shell where there is no command. Resolves to the exit status. */
export async function qmp(
  address: string,
  command: string | undefined,
  words: readonly string[],
  options: QmpOptions,
  context: Context,
): Promise<number> {
  await using client = await openMonitor(address, options, context);
  const schema = await readIntrospection(nearestIntrospected(client.greeting.version));
  if (command === undefined) {
    const { runShell } = await import('./qmp-shell.js');
    return await runShell(client, schema, options, context);
  }
  const request = await readRequest([command, ...words], client, schema);
  context.out(formatReply(await sendRequest(client, request, context), options));
  return EXIT.ok;
}
